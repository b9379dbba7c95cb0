using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.E2E.Machine;

/// <summary>The guard of an installation, which finishes what a dead one has left.</summary>
internal static class SetupGuard
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan NextLook = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether it is registered.</summary>
    public static bool IsThere => ServiceTable.Manager.Look(GuardService.Name) is not null;

    /// <summary>Takes it away, for what is to happen where there is none; one that is just going is waited for.</summary>
    public static async Task Kill()
    {
        if (ServiceTable.Manager.Look(GuardService.Name) is not { } service)
            return;
        try
        {
            ServiceTable.Manager.Delete(GuardService.Name);
        }
        catch (ServiceException going) when (going.Error is ServiceError.NotFound or ServiceError.MarkedForDeletion)
        {
            // An installation has just told it to.
        }

        using var process = service.ProcessId == 0 ? null : new WindowsProcesses().Open(service.ProcessId);
        if (process is null)
            return;
        process.Terminate();
        await process.WaitForExit(Patience, CancellationToken.None);
    }

    /// <summary>Its executable, which recovers where there is no Tentacle.exe.</summary>
    public static TentacleExe Program(Evidence evidence) => new(Path.Combine(MachineFolder.Current().Setup, GuardService.Executable), evidence);

    /// <summary>Waits until it has finished its work and has gone.</summary>
    public static Task WaitForItsEnd() => WaitUntil(() => !IsThere);

    /// <summary>Waits until it has tried to bring everything back; where something does not come it stays.</summary>
    public static Task WaitForItsRecovery() => WaitUntil(() => WindowsMaintenance.Machine().Journal.Read() is null);

    private static async Task WaitUntil(Func<bool> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.IsLessThan(Patience, TimeProvider.System.GetElapsedTime(began), "The guard has not finished.");
            await Task.Delay(NextLook);
        }
    }
}
