using System.Globalization;
using Microsoft.Win32;

namespace Octopus.Tests.E2E.Machine;

/// <summary>
/// The whole configuration of a service, as the service control manager keeps it: every value under its registry key, start type,
/// account, dependencies and failure actions included.
/// </summary>
/// <param name="Values">Each value by its path below the key.</param>
internal sealed record ServiceSnapshot(SortedDictionary<string, string> Values)
{
    private const string Services = @"SYSTEM\CurrentControlSet\Services";

    public static ServiceSnapshot Read(string service)
    {
        var values = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using var key = Open(service, writable: false);
        Collect(key, "", values);
        return new(values);
    }

    /// <summary>Sets a value that the service control manager keeps and this product never touches.</summary>
    public static void Set(string service, string name, object value, RegistryValueKind kind)
    {
        using var key = Open(service, writable: true);
        key.SetValue(name, value, kind);
    }

    /// <summary>One line for each value that is not as it was.</summary>
    public IReadOnlyList<string> Differences(ServiceSnapshot now) =>
    [
        .. from name in Values.Keys.Union(now.Values.Keys, StringComparer.OrdinalIgnoreCase)
           let was = Values.GetValueOrDefault(name, "nothing")
           let isNow = now.Values.GetValueOrDefault(name, "nothing")
           where was != isNow
           select $"{name}: {was} -> {isNow}",
    ];

    private static RegistryKey Open(string service, bool writable) =>
        Registry.LocalMachine.OpenSubKey($@"{Services}\{service}", writable)
            ?? throw new AssertFailedException($"The service '{service}' has no registry key.");

    private static void Collect(RegistryKey key, string path, SortedDictionary<string, string> values)
    {
        foreach (var name in key.GetValueNames())
            values.Add(path + name, Text(key.GetValueKind(name), key.GetValue(name, null, RegistryValueOptions.DoNotExpandEnvironmentNames)));
        foreach (var name in key.GetSubKeyNames())
        {
            using var child = key.OpenSubKey(name)!;
            Collect(child, $@"{path}{name}\", values);
        }
    }

    private static string Text(RegistryValueKind kind, object? value) => kind + " " + value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        string[] texts => string.Join('|', texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
