using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services.Protection;

/// <summary>Privileges of a token that are switched on until disposed; then each is as it was.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class EnabledPrivileges : IDisposable
{
    /// <summary>What the token has to be opened with.</summary>
    public const uint Access = Advapi32.TokenQuery | Advapi32.TokenAdjustPrivileges;

    private readonly SafeKernelHandle token;
    private readonly Stack<TokenPrivilege> before = new();

    /// <param name="token">The token, which is closed in the end.</param>
    /// <param name="names">The privileges, as winnt.h names them.</param>
    public EnabledPrivileges(SafeKernelHandle token, IEnumerable<string> names)
    {
        this.token = token;
        foreach (var name in names)
            Enable(name);
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
