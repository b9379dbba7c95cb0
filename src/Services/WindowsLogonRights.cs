using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;
using Octopus.Services.Protection;

namespace Octopus.Services;

/// <summary>The rights that the local security authority keeps.</summary>
[SupportedOSPlatform("windows")]
public sealed unsafe class WindowsLogonRights : ILogonRights
{
    private const string LogOnAsService = "SeServiceLogonRight";

    /// <inheritdoc/>
    public bool Has(ServiceAccount account)
    {
        using var policy = Open(Advapi32.PolicyLookupNames);
        using var identifier = Identifier(account);
        var error = Win32(Advapi32.LsaEnumerateAccountRights(policy, identifier, out var rights, out var count));
        using (rights)
        {
            return error switch
            {
                // An account that was never given anything is not there for the authority.
                ServiceErrors.FileNotFound => false,
                ServiceErrors.Success => Contains((UnicodeString*)rights.DangerousGetHandle(), count),
                _ => throw Refusal(account, "asked for its rights", error),
            };
        }
    }

    /// <inheritdoc/>
    public void Grant(ServiceAccount account)
    {
        using var policy = Open(Advapi32.PolicyCreateAccount | Advapi32.PolicyLookupNames);
        using var identifier = Identifier(account);
        fixed (char* text = LogOnAsService)
        {
            var length = (ushort)(LogOnAsService.Length * sizeof(char));
            var right = new UnicodeString { Length = length, MaximumLength = length, Buffer = text };
            var error = Win32(Advapi32.LsaAddAccountRights(policy, identifier, &right, 1));
            if (error != ServiceErrors.Success)
                throw Refusal(account, "given the right to log on as a service", error);
        }
    }

    private static SafePolicyHandle Open(uint access)
    {
        var attributes = new ObjectAttributes { Length = sizeof(ObjectAttributes) };
        var error = Win32(Advapi32.LsaOpenPolicy(IntPtr.Zero, &attributes, access, out var policy));
        return error == ServiceErrors.Success ? policy : throw ServiceErrors.Create("", "asked who may log on as a service", error);
    }

    private static SafeLocalMemory Identifier(ServiceAccount account) =>
        Advapi32.ConvertStringSidToSidW(Accounts.Identifier(account), out var identifier)
            ? identifier
            : throw Refusal(account, "identified", Marshal.GetLastWin32Error());

    private static bool Contains(UnicodeString* rights, int count)
    {
        for (var index = 0; index < count; index++)
        {
            if (new string(rights[index].Buffer, 0, rights[index].Length / sizeof(char)) == LogOnAsService)
                return true;
        }

        return false;
    }

    private static int Win32(int status) => status == 0 ? ServiceErrors.Success : Advapi32.LsaNtStatusToWinError(status);

    private static ServiceException Refusal(ServiceAccount account, string attempt, int native) => new(
        "",
        ServiceErrors.Translate(native),
        native,
        $"The account '{account}' could not be {attempt}: {new Win32Exception(native).Message.TrimEnd('.', ' ')} (error {native}). Give it the right 'Log on as a service' in the local security policy.");
}
