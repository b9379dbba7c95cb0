using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.CustomActions;

/// <summary>What each entry point does.</summary>
internal static class Actions
{
    public static void ListInstances(Session session) =>
        ListInstances(new InstallSession(session), WindowsMaintenance.Machine());

    public static void RecordInstances(Session session)
    {
        var machine = WindowsMaintenance.Machine();
        var place = new ProductPlace(
            new ProductFolder(machine.Protection.Machine, machine.Places), new Premises(machine.Services, machine.Files, machine.Places, machine.Journal));
        RecordInstancesAction.Run(
            new InstallSession(session), machine.Services, machine.Files, machine.Journal, place, owner => InstallerProcess.IsHost(machine.Processes, owner));
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

    private static void ListInstances(IInstallSession session, MaintenanceMachine machine) =>
        ListInstancesAction.Run(session, machine.Services, machine.Files, new StartForecast(machine.Store, machine.Services, machine.Rights));
}
