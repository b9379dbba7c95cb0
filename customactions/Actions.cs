using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.CustomActions;

/// <summary>What each entry point does.</summary>
internal static class Actions
{
    public static void ListInstances(Session session) =>
        ListInstancesAction.Run(new InstallSession(session), new WindowsServiceManager(TimeProvider.System), new WindowsExecutableFiles());

    public static void RecordInstances(Session session)
    {
        var machine = WindowsMaintenance.Machine();
        RecordInstancesAction.Run(
            new InstallSession(session), machine.Services, machine.Files, machine.Journal, owner => InstallerProcess.IsHost(machine.Processes, owner));
    }

    public static void RestartInstancesRollback(Session session) =>
        DeferredStep.Run(new InstallSession(session), (run, plan, _) => run.UndoStop(plan));

    public static void StopInstances(Session session) =>
        DeferredStep.Run(new InstallSession(session), (run, plan, cancellation) => run.Stop(plan, cancellation));

    public static void StopInstancesRollback(Session session) =>
        DeferredStep.Run(new InstallSession(session), (run, plan, _) => run.UndoStart(plan));

    public static void StartInstances(Session session) =>
        DeferredStep.Run(new InstallSession(session), (run, plan, cancellation) => run.Start(plan, cancellation));

    public static void CommitInstances(Session session) =>
        DeferredStep.Run(new InstallSession(session), (run, plan, _) =>
        {
            run.Complete(plan);
            return Task.CompletedTask;
        });
}
