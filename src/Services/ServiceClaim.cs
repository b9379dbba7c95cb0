using System.Runtime.Versioning;
using System.Security;
using Microsoft.Win32;

namespace Octopus.Services;

/// <summary>
/// What this product notes at a service that it has made or taken over: a value below the service's own key, which only administrators
/// write, and which goes with the service.
/// </summary>
[SupportedOSPlatform("windows")]
internal static class ServiceClaim
{
    private const string Services = @"SYSTEM\CurrentControlSet\Services";
    private const string Own = "Parameters";
    private const string Value = "ManagedBy";
    private const string Product = "Octopus Setup";

    public static bool Exists(string service) =>
        Attempt(service, "asked who made it", () =>
        {
            using var machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, RegistryView.Registry64);
            using var own = machine.OpenSubKey($@"{Services}\{service}\{Own}");
            return own?.GetValue(Value) as string == Product;
        });

    public static void Make(string service) =>
        Attempt(service, "claimed", () =>
        {
            using var machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, RegistryView.Registry64);
            // Of a service that is not there no key is made: the next one of its name would be ours.
            using var key = machine.OpenSubKey($@"{Services}\{service}", writable: true) ?? throw ServiceErrors.Create(service, "claimed", ServiceErrors.ServiceDoesNotExist);
            using var own = key.CreateSubKey(Own);
            own.SetValue(Value, Product);
            return true;
        });

    private static bool Attempt(string service, string attempt, Func<bool> act)
    {
        try
        {
            return act();
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or SecurityException)
        {
            throw ServiceErrors.Create(service, attempt, ServiceErrors.AccessDenied);
        }
    }
}
