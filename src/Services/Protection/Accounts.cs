using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services.Protection;

/// <summary>Accounts, by their identifiers in text form: those are the same in every language of Windows.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class Accounts
{
    public const string System = "S-1-5-18";
    public const string Administrators = "S-1-5-32-544";
    public const string Everyone = "S-1-1-0";

    /// <summary>Stands in entries for whoever makes a file, and for whoever owns it.</summary>
    public const string CreatorOwner = "S-1-3-0";
    public const string OwnerRights = "S-1-3-4";

    public const string TrustedInstaller = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464";

    private const int MaxNameLength = 256;

    /// <summary>SECURITY_MAX_SID_SIZE.</summary>
    private const int MaxIdentifierLength = 68;

    /// <summary>The account of this process.</summary>
    public static string Own()
    {
        if (!Advapi32.OpenProcessToken(Kernel32.GetCurrentProcess(), Advapi32.TokenQuery, out var token))
            throw Unknown();

        using (token)
        {
            // TOKEN_USER begins with a pointer to the identifier, which lies behind it. The longest has 68 bytes.
            var buffer = stackalloc IntPtr[32];
            return Advapi32.GetTokenInformation(token, Advapi32.TokenUser, buffer, 32 * sizeof(IntPtr), out _) ? Text(buffer[0]) : throw Unknown();
        }
    }

    /// <summary>The identifier of an account that services run as.</summary>
    /// <exception cref="ServiceException"><see cref="ServiceError.AccountUnknown"/>.</exception>
    public static string Identifier(ServiceAccount account) => account.Kind switch
    {
        ServiceAccountKind.LocalSystem => System,
        ServiceAccountKind.LocalService => "S-1-5-19",
        ServiceAccountKind.NetworkService => "S-1-5-20",
        ServiceAccountKind.Virtual => ServiceAccount.VirtualIdentifier(account.Name.Substring(account.Name.IndexOf('\\') + 1)),
        _ => Lookup(account),
    };

    // A dot for this machine is what the service control manager takes, and nobody else.
    private static string Lookup(ServiceAccount account)
    {
        var name = account.Name.StartsWith(@".\", StringComparison.Ordinal) ? $@"{Environment.MachineName}\{account.Name.Substring(2)}" : account.Name;
        var identifier = stackalloc byte[MaxIdentifierLength];
        var domain = stackalloc char[MaxNameLength];
        var (identifierLength, domainLength) = (MaxIdentifierLength, MaxNameLength);
        return Advapi32.LookupAccountNameW(null, name, identifier, ref identifierLength, domain, ref domainLength, out _)
            ? Text((IntPtr)identifier)
            : throw new ServiceException(
                "", ServiceError.AccountUnknown, Marshal.GetLastWin32Error(),
                $"There is no account '{account.Name}' on this machine or in its domain. Check its spelling, and that the domain can be reached.");
    }

    /// <summary>The identifier as text, for instance <c>S-1-5-18</c>.</summary>
    public static string Text(IntPtr account)
    {
        if (!Advapi32.ConvertSidToStringSidW(account, out var text))
            throw new Win32Exception(Marshal.GetLastWin32Error(), "The identifier of an account could not be read.");

        using (text)
            return Marshal.PtrToStringUni(text.DangerousGetHandle())!;
    }

    /// <summary>The name that people know, with its domain; the text itself where it stands for no account, or for one that is gone.</summary>
    public static string Name(string account)
    {
        if (!Advapi32.ConvertStringSidToSidW(account, out var identifier))
            return account;

        using (identifier)
        {
            var name = stackalloc char[MaxNameLength];
            var domain = stackalloc char[MaxNameLength];
            var (nameLength, domainLength) = (MaxNameLength, MaxNameLength);
            if (!Advapi32.LookupAccountSidW(null, identifier, name, ref nameLength, domain, ref domainLength, out _))
                return account;

            return domainLength == 0 ? new string(name) : new string(domain) + "\\" + new string(name);
        }
    }

    private static Win32Exception Unknown() => new(Marshal.GetLastWin32Error(), "The account of this process could not be read.");
}
