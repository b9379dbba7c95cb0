using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.CustomActions;

/// <summary>
/// Finds the instances before anything can change them, and hands the plan to the deferred actions. Changes nothing on the machine:
/// after a double click it runs with the user's filtered token.
/// </summary>
internal static class RecordInstancesAction
{
    private const string UpgradingProductCode = "UPGRADINGPRODUCTCODE";

    private static readonly string[] Deferred =
    [
        nameof(EntryPoints.RestartInstancesRollback),
        nameof(EntryPoints.StopInstances),
        nameof(EntryPoints.StopInstancesRollback),
        nameof(EntryPoints.StartInstances),
        nameof(EntryPoints.CommitInstances),
    ];

    public static void Run(IInstallSession session, IServiceManager services, IExecutableFiles files, IJournal journal, ProductPlace place, Func<JournalOwner, bool> isHost)
    {
        if (KindOf(session) == MaintenanceKind.Uninstall && OpenEntry(session, journal) is { } outer && isHost(outer.Owner))
        {
            // The removal of an old version by the upgrade whose journal is open. Windows says so and never comes here; Wine does
            // not, so it is said for it, and the conditions of the other actions hold as they do on Windows.
            session.Write(UpgradingProductCode, outer.Plan.ProductCode);
            session.Tell($"Removed by the upgrade to {outer.Plan.Version}, which looks after the instances");
            return;
        }

        ProductChange.Check(session);
        var managerOnly = session.Read(ProductChange.Agents).Length == 0;
        var executables = ProductExecutables.Changed(managerOnly, session.Read(SetupProperties.InstallFolder), InstalledProduct.Folder(session));
        var kind = KindOf(session);
        var plan = SetupProperties.Apply(
            new MaintenancePlan
            {
                Id = Guid.NewGuid().ToString("D"),
                Kind = kind,
                VersionBefore = kind == MaintenanceKind.Install ? null : InstalledProduct.Version(session),
                ProductCode = session.Read("ProductCode"),
                Version = session.Read("ProductVersion"),
                Folder = session.Read(SetupProperties.InstallFolder),
                ManagerOnly = managerOnly,
                Files = managerOnly ? ReplacedFiles.Of(executables) : ReplacedFiles.Of(session, executables),
            },
            session.Read);
        place.Check(session, plan);
        var found = new InstanceDiscovery(services, files).Discover(executables, plan.Adopts);
        plan = plan.With(found);
        if (plan is { Kind: MaintenanceKind.Repair, Restart: RestartChoice.None })
        {
            // Where a policy or an older Windows lets anybody repair, anybody could keep every instance down; and who it is that repairs
            // only this process could say, which is his.
            session.Tell("RESTARTINSTANCES=none does not hold in a repair: what runs is started again.");
            plan = plan with { Restart = RestartChoice.Running };
        }

        foreach (var state in plan.Instances)
            session.Tell($"{state.Instance}: service '{state.Service}' is {state.State}, {state.StartType}{(state.ProcessId == 0 ? "" : $", process {state.ProcessId}")}");
        foreach (var dependent in plan.Dependents)
            session.Tell($"Service '{dependent.Service}' depends on an instance and is {dependent.State}: it stops before and starts after");
        // Where only the Manager changes, every instance runs something else.
        foreach (var stranger in found.Strangers.Where(_ => !managerOnly))
            session.Tell($"Service '{stranger.Name}' is named like ours but runs {stranger.ImagePath}: left alone");
        session.ListAsStopped(plan.Instances.Select(state => state.Service));
        session.Expect(plan.ToStop().Count() + plan.ToStart().Count() + plan.Instances.Count);
        if (session.Read("RollbackDisabled").Length > 0)
            session.Tell("Rollback is switched off on this machine. Should this installation fail after the instances have stopped, the guard starts them again when Windows Installer has ended, ten minutes later perhaps; at once with: Octopus.Setup.Guard.exe recover --force, in %ProgramData%\\Octopus\\Setup");

        // Not what was found here: this process is the caller's. Whoever carries the plan out looks for himself.
        var data = plan.With(DiscoveredServices.None).Serialize();
        foreach (var action in Deferred)
            session.Write(action, data);
    }

    private static JournalEntry? OpenEntry(IInstallSession session, IJournal journal)
    {
        try
        {
            return journal.Read();
        }
        catch (MaintenanceException damaged)
        {
            // No reason to keep a product from being removed. The deferred actions move the file aside.
            session.Tell(damaged.Message);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            // The journal is for administrators, and after a double click this has the user's filtered token. Then it is no
            // removal inside an upgrade either: those run with all rights.
            return null;
        }
    }

    private static MaintenanceKind KindOf(IInstallSession session) =>
        session.Holds(ProductChange.RemovesAll) ? MaintenanceKind.Uninstall
        : session.Holds(ProductChange.IsInstalled) ? MaintenanceKind.Repair
        : session.Holds(ProductChange.UpgradeDetected) ? MaintenanceKind.Upgrade
        : MaintenanceKind.Install;
}
