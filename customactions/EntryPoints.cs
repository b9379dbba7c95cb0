namespace Octopus.CustomActions;

/// <summary>
/// The custom actions of the installer, in the order of the upgrade. <c>installer/Sequence.wxs</c> schedules them.
/// Both packagings export these names: the .NET Framework one through <see cref="CustomActionAttribute"/>,
/// the native one through <c>NativeExports</c>.
/// </summary>
public static class EntryPoints
{
    /// <summary>Immediate, dialogs only: shows the instances and what will happen to each.</summary>
    /// <param name="session">The running installation.</param>
    /// <returns>What Windows Installer does next.</returns>
    [CustomAction]
    public static ActionResult ListInstances(Session session) =>
        Guard.Run(session, nameof(ListInstances), Actions.ListInstances);

    /// <summary>Immediate: finds the instances and prepares the deferred actions.</summary>
    /// <param name="session">The running installation.</param>
    /// <returns>What Windows Installer does next.</returns>
    [CustomAction]
    public static ActionResult RecordInstances(Session session) =>
        Guard.Run(session, nameof(RecordInstances), Actions.RecordInstances);

    /// <summary>Rollback, last of all: starts what ran before.</summary>
    /// <inheritdoc cref="RecordInstances"/>
    [CustomAction]
    public static ActionResult RestartInstancesRollback(Session session) =>
        Guard.Run(session, nameof(RestartInstancesRollback), Actions.RestartInstancesRollback);

    /// <summary>Deferred: stops every instance before a file is replaced.</summary>
    /// <inheritdoc cref="RecordInstances"/>
    [CustomAction]
    public static ActionResult StopInstances(Session session) =>
        Guard.Run(session, nameof(StopInstances), Actions.StopInstances);

    /// <summary>Rollback: stops what <see cref="StartInstances"/> started, before the old files come back.</summary>
    /// <inheritdoc cref="RecordInstances"/>
    [CustomAction]
    public static ActionResult StopInstancesRollback(Session session) =>
        Guard.Run(session, nameof(StopInstancesRollback), Actions.StopInstancesRollback);

    /// <summary>Deferred: starts exactly the instances that ran.</summary>
    /// <inheritdoc cref="RecordInstances"/>
    [CustomAction]
    public static ActionResult StartInstances(Session session) =>
        Guard.Run(session, nameof(StartInstances), Actions.StartInstances);

    /// <summary>Commit: closes the journal and writes the result.</summary>
    /// <inheritdoc cref="RecordInstances"/>
    [CustomAction]
    public static ActionResult CommitInstances(Session session) =>
        Guard.Run(session, nameof(CommitInstances), Actions.CommitInstances);
}
