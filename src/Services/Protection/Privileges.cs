using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services.Protection;

/// <summary>
/// Privileges that this process has and that Windows keeps switched off; they are switched off again when disposed. Those that it does
/// not have stay off: what they were for is then refused.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class Privileges : IDisposable
{
    private static readonly IntPtr CurrentThread = new(-2);

    private readonly SafeKernelHandle token;
    private readonly Stack<TokenPrivilege> before = new();

    private Privileges(SafeKernelHandle token) => this.token = token;

    /// <summary>Reading, changing and owning files whatever their rights say.</summary>
    public static Privileges OverFiles() => Of("SeBackupPrivilege", "SeRestorePrivilege", "SeTakeOwnershipPrivilege");

    /// <summary>Restarting the machine, or letting something do that.</summary>
    public static Privileges OverPower() => Of("SeShutdownPrivilege");

    private static Privileges Of(params string[] names)
    {
        const uint access = Advapi32.TokenQuery | Advapi32.TokenAdjustPrivileges;

        // The token that counts is the thread's, where it has one.
        if (!Advapi32.OpenThreadToken(CurrentThread, access, true, out var token))
        {
            token.Dispose();
            Advapi32.OpenProcessToken(Kernel32.GetCurrentProcess(), access, out token);
        }

        var privileges = new Privileges(token);
        foreach (var name in names)
            privileges.Enable(name);
        return privileges;
    }

    public void Dispose()
    {
        while (before.Count > 0)
        {
            var privilege = before.Pop();
            Advapi32.AdjustTokenPrivileges(token, false, &privilege, 0, null, out _);
        }

        token.Dispose();
    }

    private void Enable(string name)
    {
        if (token.IsInvalid || !Advapi32.LookupPrivilegeValueW(null, name, out var luid))
            return;

        TokenPrivilege previous;
        var privilege = new TokenPrivilege { Count = 1, Luid = luid, Attributes = Advapi32.PrivilegeEnabled };
        if (Advapi32.AdjustTokenPrivileges(token, false, &privilege, sizeof(TokenPrivilege), &previous, out _) && previous.Count == 1)
            before.Push(previous);
    }
}
