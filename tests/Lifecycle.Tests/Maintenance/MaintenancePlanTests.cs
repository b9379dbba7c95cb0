using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Maintenance;

[TestClass]
public sealed class MaintenancePlanTests
{
    private static readonly ServiceState[] States = Enum.GetValues<ServiceState>();

    [TestMethod]
    public void Parse_of_a_serialized_plan_gives_it_back()
    {
        var plan = new MaintenancePlan
        {
            Id = "one",
            Kind = MaintenanceKind.Repair,
            VersionBefore = "1.0.0",
            ProductCode = "{00000000-0000-0000-0000-000000000001}",
            Version = "1.1.0",
            Instances =
            [
                State("Größe \"😀\" {[x]} \\ \n", ServiceState.Paused, StartType.AutomaticDelayed),
                State("b", ServiceState.Stopped, StartType.Disabled) with { ImagePath = @"C:\Tentacle.exe run --x=%Y%" },
            ],
            Dependents = [State("c", ServiceState.Running) with { IsDependent = true, DependsOn = ["idle"] }],
            Executables = [TestMachine.Tentacle],
            Files = ["Tentacle.exe", @"de\Größe.dll"],
            Restart = RestartChoice.All,
            StartFailureIsFatal = true,
            StopTimeout = 7,
            StartTimeout = 8,
        };

        var parsed = MaintenancePlan.Parse(plan.Serialize());

        Assert.AreEqual(plan.Serialize(), parsed.Serialize());
        CollectionAssert.AreEqual(plan.Instances.Select(state => state.Instance).ToArray(), parsed.Instances.Select(state => state.Instance).ToArray());
        Assert.AreEqual("idle", Assert.ContainsSingle(parsed.Dependents[0].DependsOn));
    }

    [TestMethod]
    public void Plan_that_says_nothing_has_the_documented_defaults()
    {
        var plan = new MaintenancePlan();

        Assert.AreEqual((180, 120, RestartChoice.Running, false), (plan.StopTimeout, plan.StartTimeout, plan.Restart, plan.StartFailureIsFatal));
        Assert.IsEmpty(plan.Instances);
    }

    [TestMethod]
    [DataRow("""{ "format": 1 }""")]
    [DataRow("""{ "format": 0 }""")]
    [DataRow("null")]
    [DataRow("")]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("""{ "format": 2, "id": "x" }""")]
    [DataRow("""{ "format": 2, "id": "x", "kind": "Explode" }""")]
    [DataRow("""{ "format": 2, "id": "x", "instances": [ { "state": "Dreaming" } ] }""")]
    [DataRow("""{ "format": 2, "id": "x", "stopTimeout": 1, "startTimeout": 1, "folder": "", "version": "", "executables": [], "dependents": [], "instances": [ null ] }""")]
    [DataRow("""{ "format": 2, "id": "x", "stopTimeout": 1, "startTimeout": 1, "folder": "", "version": "", "executables": [], "dependents": [], "instances": [ {} ] }""")]
    public void Parse_of_anything_else_is_refused(string text)
    {
        var refusal = Assert.ThrowsExactly<MaintenanceException>(() => MaintenancePlan.Parse(text));

        Assert.Contains("cannot be read", refusal.Message);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(@"..\Tentacle.exe")]
    [DataRow(@"de\..\..\Tentacle.exe")]
    [DataRow(@"de/../x.dll")]
    [DataRow(@".\x.dll")]
    [DataRow(@"\x.dll")]
    [DataRow(@"de\\x.dll")]
    [DataRow(@"\\server\share\x.dll")]
    [DataRow(@"C:\x.dll")]
    [DataRow(@"C:x.dll")]
    [DataRow("x.dll:stream")]
    public void Parse_of_a_plan_with_a_file_outside_its_folder_is_refused(string file)
    {
        var text = new MaintenancePlan { Id = "one", Files = ["Tentacle.exe", file] }.Serialize();

        Assert.ThrowsExactly<MaintenanceException>(() => MaintenancePlan.Parse(text));
    }

    [TestMethod]
    public void Parse_of_a_plan_that_an_earlier_version_wrote_knows_no_files()
    {
        var text = new MaintenancePlan { Id = "one", Files = ["Tentacle.exe"] }.Serialize();

        Assert.IsEmpty(MaintenancePlan.Parse(text.Replace("\"files\"", "\"fils\"", StringComparison.Ordinal)).Files);
    }

    [TestMethod]
    [DataRow(MaintenanceKind.Install)]
    [DataRow(MaintenanceKind.Upgrade)]
    [DataRow(MaintenanceKind.Repair)]
    [DataRow(MaintenanceKind.Uninstall)]
    public void ToStop_is_every_instance_because_one_may_be_started_any_time(MaintenanceKind kind) =>
        AssertStates(States, Plan(kind, RestartChoice.None).ToStop());

    [TestMethod]
    [DataRow(MaintenanceKind.Install, RestartChoice.Running)]
    [DataRow(MaintenanceKind.Upgrade, RestartChoice.None)]
    [DataRow(MaintenanceKind.Repair, RestartChoice.All)]
    [DataRow(MaintenanceKind.Uninstall, RestartChoice.Running)]
    public void ToRestore_is_what_ran_or_was_paused_whatever_was_chosen(MaintenanceKind kind, RestartChoice restart) =>
        AssertStates(
            [
                ServiceState.StartPending, ServiceState.Running, ServiceState.ContinuePending,
                ServiceState.PausePending, ServiceState.Paused,
            ],
            Plan(kind, restart).ToRestore());

    [TestMethod]
    [DataRow(MaintenanceKind.Install)]
    [DataRow(MaintenanceKind.Upgrade)]
    [DataRow(MaintenanceKind.Repair)]
    public void ToStart_by_default_is_what_ran_or_was_paused(MaintenanceKind kind)
    {
        var plan = Plan(kind, RestartChoice.Running);

        CollectionAssert.AreEqual(plan.ToRestore().ToArray(), plan.ToStart().ToArray());
    }

    [TestMethod]
    [DataRow(MaintenanceKind.Install)]
    [DataRow(MaintenanceKind.Upgrade)]
    [DataRow(MaintenanceKind.Repair)]
    public void ToStart_of_all_leaves_out_the_disabled_ones_only(MaintenanceKind kind)
    {
        var plan = Plan(kind, RestartChoice.All);
        plan = plan with { Instances = [.. plan.Instances, State("off", ServiceState.Stopped, StartType.Disabled), State("manual", ServiceState.Stopped, StartType.Manual)] };

        CollectionAssert.AreEqual(
            plan.Instances.Where(state => state.Instance != "off").ToArray(), plan.ToStart().ToArray());
    }

    [TestMethod]
    [DataRow(MaintenanceKind.Install, RestartChoice.None)]
    [DataRow(MaintenanceKind.Upgrade, RestartChoice.None)]
    [DataRow(MaintenanceKind.Uninstall, RestartChoice.None)]
    [DataRow(MaintenanceKind.Uninstall, RestartChoice.Running)]
    [DataRow(MaintenanceKind.Uninstall, RestartChoice.All)]
    public void ToStart_is_none_on_request_and_on_uninstallation(MaintenanceKind kind, RestartChoice restart) =>
        Assert.IsEmpty(Plan(kind, restart).ToStart());

    private static MaintenancePlan Plan(MaintenanceKind kind, RestartChoice restart) =>
        new() { Kind = kind, Restart = restart, Instances = [.. States.Select(state => State(state.ToString(), state))] };

    private static InstanceState State(string name, ServiceState state, StartType startType = StartType.Automatic) =>
        new(name, $"OctopusDeploy Tentacle: {name}", TestMachine.Tentacle, state, startType, state == ServiceState.Stopped ? 0 : 4);

    private static void AssertStates(IEnumerable<ServiceState> expected, IEnumerable<InstanceState> actual) =>
        CollectionAssert.AreEquivalent(expected.ToArray(), actual.Select(state => state.State).ToArray());
}
