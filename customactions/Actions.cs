using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.CustomActions;

/// <summary>What each entry point does.</summary>
internal static class Actions
{
    public static void RecordInstances(Session session) => RecordInstancesAction.Run(
        new InstallSession(session),
        new WindowsServiceManager(TimeProvider.System),
        new WindowsExecutableFiles(),
        new Journal(MachineFolder.Current()),
        InstallerProcess.Ancestors());

    public static void RestartInstancesRollback(Session session) =>
        DeferredStep.Run(new InstallSession(session), (run, plan, report, cancellation) => run.UndoStop(plan, report, cancellation));

    public static void StopInstances(Session session) =>
        DeferredStep.Run(new InstallSession(session), (run, plan, report, cancellation) => run.Stop(plan, report, cancellation));

    public static void StopInstancesRollback(Session session) =>
        DeferredStep.Run(new InstallSession(session), (run, plan, report, cancellation) => run.UndoStart(plan, report, cancellation));

    public static void StartInstances(Session session) =>
        DeferredStep.Run(new InstallSession(session), (run, plan, report, cancellation) => run.Start(plan, report, cancellation));

    public static void CommitInstances(Session session)
    {
        var installation = new InstallSession(session);
        DeferredStep.CreateRun().Complete(MaintenancePlan.Parse(installation.HandedOver), installation.Tell);
    }
}
