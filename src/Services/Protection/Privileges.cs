using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services.Protection;

/// <summary>
/// Privileges that this process has and that Windows keeps switched off; each is switched off again when the last who wanted it has
/// disposed. Those that it does not have stay off: what they were for is then refused.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class Privileges : IDisposable
{
    private static readonly IntPtr CurrentThread = new(-2);

    // Those of the process are shared by its threads: who comes first switches one on, who leaves last switches it off.
    private static readonly object Gate = new();
    private static readonly Dictionary<string, Counted> OfProcess = [];

    private readonly EnabledPrivileges? ofThread;
    private string[] shared;

    private Privileges(EnabledPrivileges? ofThread, string[] shared)
    {
        this.ofThread = ofThread;
        this.shared = shared;
    }

    /// <summary>Reading, changing and owning files whatever their rights say.</summary>
    public static Privileges OverFiles() => Of("SeBackupPrivilege", "SeRestorePrivilege", "SeTakeOwnershipPrivilege");

    /// <summary>Restarting the machine, or letting something do that.</summary>
    public static Privileges OverPower() => Of("SeShutdownPrivilege");

    public void Dispose()
    {
        ofThread?.Dispose();
        lock (Gate)
        {
            foreach (var name in shared)
                Leave(name);
            shared = [];
        }
    }

    private static Privileges Of(params string[] names)
    {
        // The token that counts is the thread's, where it has one; then nobody else uses it.
        if (Advapi32.OpenThreadToken(CurrentThread, EnabledPrivileges.Access, true, out var token))
            return new Privileges(new EnabledPrivileges(token, names), []);

        token.Dispose();
        lock (Gate)
        {
            foreach (var name in names)
                Enter(name);
        }

        return new Privileges(null, names);
    }

    private static void Enter(string name)
    {
        if (!OfProcess.TryGetValue(name, out var counted))
        {
            Advapi32.OpenProcessToken(Kernel32.GetCurrentProcess(), EnabledPrivileges.Access, out var token);
            OfProcess[name] = counted = new Counted(new EnabledPrivileges(token, [name]));
        }

        counted.Users++;
    }

    private static void Leave(string name)
    {
        if (--OfProcess[name].Users > 0)
            return;
        OfProcess[name].Enabled.Dispose();
        OfProcess.Remove(name);
    }

    private sealed class Counted(EnabledPrivileges enabled)
    {
        public EnabledPrivileges Enabled { get; } = enabled;

        public int Users { get; set; }
    }
}
