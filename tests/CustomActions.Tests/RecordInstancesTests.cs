using Octopus.CustomActions;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.CustomActions;

/// <summary>What the action that records makes of a machine.</summary>
[TestClass]
public sealed class RecordInstancesTests : IDisposable
{
    private const string Tentacle = @"C:\Program Files\Octopus Deploy\Tentacle\Tentacle.exe";
    private const string Installed = "Installed";
    private const string Uninstalls = "REMOVE~=\"ALL\"";
    private const string Upgrades = "WIX_UPGRADE_DETECTED";

    private readonly TempFolder folder = new();
    private readonly FakeServiceManager services = new(TimeProvider.System);
    private readonly FakeExecutableFiles files;
    private readonly FakeFolderProtection protection = new();
    private readonly FakeInstallSession session = new();
    private readonly WholeInstances instances;

    public RecordInstancesTests() =>
        (files, instances) = (new FakeExecutableFiles(services.Processes).Add(Tentacle), new(services, folder));

    private Journal Journal => new(new MachineProtection(new MachineFolder(folder.Path), protection));

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Every_deferred_action_gets_the_same_plan()
    {
        Add("Prod A", ServiceState.Running);
        Add("idle", ServiceState.Stopped);
        session.True.Add(Upgrades);
        session.Installed["Version"] = "1.0.0";

        Record();

        string[] deferred = ["RestartInstancesRollback", "StopInstances", "StopInstancesRollback", "StartInstances", "CommitInstances"];
        Assert.ContainsSingle(deferred.Select(session.Read).Distinct());
        var plan = Plan();
        Assert.AreEqual((MaintenanceKind.Upgrade, "1.0.0", "1.1.0"), (plan.Kind, plan.VersionBefore, plan.Version));
        // What this process found is for the log and the progress bar; whoever carries the plan out looks for himself.
        Assert.IsEmpty(plan.Instances);
        Assert.IsEmpty(plan.Executables);
        Assert.AreEqual(5, session.Expected);
    }

    [TestMethod]
    public void Every_service_of_ours_is_listed_as_one_that_the_installer_stops()
    {
        Add("Prod A", ServiceState.Running);
        Add("idle", ServiceState.Stopped);
        services.Add("OctopusDeploy Tentacle: stranger", @"C:\Other\Other.exe", ServiceState.Running);

        Record();

        CollectionAssert.AreEquivalent(new[] { Application.Tentacle.ServiceName("Prod A"), Application.Tentacle.ServiceName("idle") }, session.Stopped);
        Assert.Contains("'OctopusDeploy Tentacle: stranger' is named like ours but runs", string.Join('\n', session.Told));
    }

    [TestMethod]
    public void Watchdog_is_stopped_with_the_instances_and_is_none_of_them()
    {
        Add("Watchdog", ServiceState.Stopped);
        AddWatchdog();

        Record();

        CollectionAssert.AreEqual(new[] { Application.Tentacle.ServiceName("Watchdog"), Application.Tentacle.WatchdogServiceName }, session.Stopped);
        Assert.Contains($"Watchdog: service '{Application.Tentacle.WatchdogServiceName}' is Running", string.Join('\n', session.Told));
    }

    [TestMethod]
    [DataRow("", MaintenanceKind.Install)]
    [DataRow(Upgrades, MaintenanceKind.Upgrade)]
    [DataRow(Installed, MaintenanceKind.Repair)]
    public void Kind_follows_the_installers_own_conditions(string condition, MaintenanceKind kind)
    {
        session.True.Add(condition);

        Record();

        Assert.AreEqual(kind, Plan().Kind);
    }

    [TestMethod]
    public void Kind_of_a_removal_is_uninstallation()
    {
        Uninstall();

        Record();

        Assert.AreEqual(MaintenanceKind.Uninstall, Plan().Kind);
    }

    [TestMethod]
    public void Instances_whose_executable_was_taken_away_are_found_by_its_path()
    {
        Add("Prod A", ServiceState.Stopped);
        files.Remove(Tentacle);

        Record();

        Assert.AreEqual(Application.Tentacle.ServiceName("Prod A"), Assert.ContainsSingle(session.Stopped));
    }

    [TestMethod]
    public void Instances_in_the_folder_of_the_version_before_are_found()
    {
        const string old = @"D:\Tentacle\Tentacle.exe";
        files.Add(old);
        services.Add("OctopusDeploy Tentacle", $"\"{old}\" run", ServiceState.Running);
        session.Installed["InstallLocation"] = @"D:\Tentacle\";
        session.Installed["Version"] = "1.0.0";

        Record();

        Assert.AreEqual("OctopusDeploy Tentacle", Assert.ContainsSingle(session.Stopped));
    }

    [TestMethod]
    public void Files_are_those_of_the_package_and_of_every_product_that_it_removes()
    {
        session.Files.Add(@"de\Tentacle.resources.dll");
        session.Properties[Upgrades] = "{one};{two}";
        session.Products["{one}"] = ["tentacle.EXE", "Old.dll"];
        session.Products["{two}"] = ["Older.json"];
        session.Products["{somebody else's}"] = ["backup.exe"];

        Record();

        CollectionAssert.AreEqual(
            new[] { @"de\Tentacle.resources.dll", "Octopus.Manager.exe", "Octopus.Server.exe", "Old.dll", "Older.json", "Tentacle.exe" },
            Plan().Files.ToArray());
    }

    [TestMethod]
    public void Executables_are_among_the_files_although_no_package_names_them()
    {
        session.Files.Clear();
        session.Properties[Upgrades] = "{unreadable}";

        Record();

        CollectionAssert.AreEquivalent(new[] { "Tentacle.exe", "Octopus.Server.exe", "Octopus.Manager.exe" }, Plan().Files.ToArray());
    }

    [TestMethod]
    [DataRow("Installed", RestartChoice.Running)]
    [DataRow(Upgrades, RestartChoice.None)]
    public void Repair_keeps_nobody_down_whoever_asks(string kind, RestartChoice expected)
    {
        session.True.UnionWith([kind, "AdminUser"]);
        session.Properties[SetupProperties.RestartInstances] = "none";

        Record();

        Assert.AreEqual(expected, Plan().Restart);
    }

    [TestMethod]
    public void Where_only_the_Manager_changes_no_service_is_listed()
    {
        Add("Prod A", ServiceState.Running);
        AddWatchdog();
        session.True.Add(Installed);
        session.Properties.Remove("AgentsChange");

        Record();

        Assert.IsTrue(Plan().ManagerOnly);
        Assert.IsEmpty(session.Stopped);
        Assert.DoesNotContain("named like ours", string.Join('\n', session.Told));
        Assert.AreEqual("Octopus.Manager.exe", Assert.ContainsSingle(Plan().Files));
    }

    [TestMethod]
    public void Two_installations_have_different_identities()
    {
        Record();
        var first = Plan().Id;
        Record();

        Assert.AreNotEqual(first, Plan().Id);
    }

    [TestMethod]
    public void Removal_inside_an_upgrade_is_told_by_the_open_journal_of_its_host()
    {
        var host = new JournalOwner(77, DateTimeOffset.UnixEpoch);
        Journal.Write(new() { Plan = new() { Id = "1", Version = "2.0.0", ProductCode = "{new}" }, Owner = host });
        Uninstall();

        Record(host);

        Assert.AreEqual("{new}", session.Read("UPGRADINGPRODUCTCODE"));
        Assert.AreEqual("", session.Read("StopInstances"));
    }

    [TestMethod]
    public void Removal_beside_somebody_elses_upgrade_is_a_removal()
    {
        Journal.Write(new() { Plan = new() { Id = "1", Version = "2.0.0" }, Owner = new(77, DateTimeOffset.UnixEpoch) });
        Uninstall();

        Record(new JournalOwner(77, DateTimeOffset.UnixEpoch.AddSeconds(1)));

        Assert.AreEqual(MaintenanceKind.Uninstall, Plan().Kind);
    }

    [TestMethod]
    public void Journal_that_others_could_have_written_keeps_nobody_from_removing_the_product()
    {
        Journal.Write(new() { Plan = new() { Id = "1" }, Owner = new(77, default) });
        protection.Plant(Path.Combine(folder.Path, "Setup"), "mallory");
        Uninstall();

        Record(new JournalOwner(77, default));

        Assert.AreEqual(MaintenanceKind.Uninstall, Plan().Kind);
        Assert.Contains("mallory", string.Join('\n', session.Told));
    }

    [TestMethod]
    public void Rollback_that_is_switched_off_is_said_before_anything_happens()
    {
        session.Properties["RollbackDisabled"] = "1";

        Record();

        Assert.Contains("Octopus.Setup.Guard.exe recover --force", string.Join('\n', session.Told));
    }

    [TestMethod]
    public void Nothing_on_the_machine_changes()
    {
        Add("Prod A", ServiceState.Running);
        var before = services.Log.Count;

        Record();

        Assert.HasCount(before, services.Log);
        Assert.IsEmpty(protection.Protected);
        Assert.IsEmpty(folder.Contents());
    }

    private void Uninstall()
    {
        session.True.Remove(FakeInstallSession.PutsTentacleThere);
        session.True.UnionWith([Installed, Uninstalls]);
    }

    private void Record(params JournalOwner[] hosts)
    {
        var places = new FakeFolderPlaces();
        var place = new ProductPlace(new ProductFolder(new(@"C:\ProgramData\Octopus"), places), new Premises(services, files, places, Journal));
        RecordInstancesAction.Run(session, services, files, Journal, place, hosts.Contains);
    }

    private MaintenancePlan Plan() => MaintenancePlan.Parse(session.Read("StopInstances"));

    private void AddWatchdog() =>
        services.Add(Application.Tentacle.WatchdogServiceName, Application.WatchdogCommandLine(Tentacle), ServiceState.Running);

    private void Add(string instance, ServiceState state, StartType startType = StartType.Automatic) =>
        services.Add(Application.Tentacle.ServiceName(instance), Application.ServiceCommandLine(Tentacle, instance), state, startType);
}
