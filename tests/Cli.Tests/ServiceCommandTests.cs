using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>The verbs of <c>service</c>: each alone, together, and in any order.</summary>
[TestClass]
public sealed class ServiceCommandTests : CommandTest
{
    private const string Blue = "OctopusDeploy Tentacle: blue";
    private const string ProdA = "OctopusDeploy Tentacle: Prod A";

    private static readonly string[] Stopping = [$"stop {Blue}", $"{Blue} StopPending", $"{Blue} Stopped"];
    private static readonly string[] Starting = [$"start {Blue}", $"{Blue} StartPending", $"{Blue} Running"];

    [TestMethod]
    [DataRow("--stop", "--start")]
    [DataRow("--start", "--stop")]
    [DataRow("--restart")]
    [DataRow("--restart", "--stop", "--start")]
    public async Task Stop_and_start_restart_in_that_order_however_they_are_written(params string[] verbs)
    {
        var before = Machine.Services.Find(Blue)!.ProcessId;

        var result = await Run(verbs);

        CollectionAssert.AreEqual(Stopping.Concat(Starting).ToArray(), Machine.Services.Log.ToArray());
        Assert.HasCount(2, result.Lines);
        Assert.StartsWith("blue: stopped after", result.Lines[0]);
        Assert.StartsWith("blue: started after", result.Lines[1]);
        Assert.AreNotEqual(before, Machine.Services.Find(Blue)!.ProcessId);
    }

    [TestMethod]
    [DataRow("--stop", "--uninstall")]
    [DataRow("--uninstall", "--stop")]
    public async Task Stop_and_uninstall_leave_no_service(params string[] verbs)
    {
        var result = await Run(verbs);

        CollectionAssert.AreEqual(Stopping.Append($"delete {Blue}").ToArray(), Machine.Services.Log.ToArray());
        Assert.AreEqual($"blue: service '{Blue}' removed", result.Lines[^1]);
        Assert.IsNull(Machine.StateOf("blue"));
    }

    [TestMethod]
    [DataRow("--install", "--start")]
    [DataRow("--start", "--install")]
    public async Task Install_and_start_make_a_service_that_runs(params string[] verbs)
    {
        var result = (await Machine.Run(["service", .. verbs, "--instance", "Prod A"])).Succeeded();

        var service = Machine.Services.Find(ProdA)!;
        Assert.AreEqual((ServiceState.Running, StartType.Automatic), (service.State, service.StartType));
        Assert.AreEqual($"\"{CliMachine.Executable}\" run --instance=\"Prod A\"", service.ImagePath);
        Assert.AreEqual($"Prod A: service '{ProdA}' installed", result.Lines[0]);
        Assert.StartsWith("Prod A: started after", result.Lines[1]);
    }

    [TestMethod]
    [DataRow("--install", "--stop", "--start")]
    [DataRow("--install", "--restart")]
    [DataRow("--stop", "--uninstall", "--install", "--start")]
    public async Task Install_in_a_script_of_the_vendors_needs_no_service_to_stop(params string[] verbs)
    {
        (await Machine.Run(["service", .. verbs, "--instance", "Prod A"])).Succeeded();

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("Prod A"));
    }

    [TestMethod]
    public async Task Install_of_a_service_that_is_there_changes_what_was_said_and_nothing_else()
    {
        Machine.Terminal.Variables["OCTOPUS_SERVICE_USERNAME"] = "LocalService";
        Machine.Services.Unclaimed.Add(Blue);
        var before = Machine.Services.Find(Blue)!;
        Assert.EndsWith(" service --install --instance \"blue\"", (await Machine.Run("service", "--install", "--instance", "blue", "--what-if")).Succeeded().Lines[^1]);
        Assert.IsFalse(Machine.Services.IsClaimed(Blue));

        var result = (await Machine.Run("service", "--install", "--start", "--instance", "blue", "--start-type", "manual")).Succeeded();

        Assert.AreEqual($"blue: service '{Blue}' reconfigured", result.Lines[0]);
        Assert.IsTrue(Machine.Services.IsClaimed(Blue), "Whoever has made it, it is this product's to delete now.");
        Assert.AreEqual(before with { StartType = StartType.Manual, DependsOn = [] }, Machine.Services.Find(Blue)! with { DependsOn = [] });
    }

    [TestMethod]
    public async Task All_verbs_replace_the_service()
    {
        await Run("--start", "--install", "--uninstall", "--stop");

        CollectionAssert.AreEqual(
            (string[])[.. Stopping, $"delete {Blue}", $"create {Blue}", .. Starting], Machine.Services.Log.ToArray());
    }

    [TestMethod]
    public async Task Install_alone_leaves_the_service_stopped()
    {
        (await Machine.Run("service", "--install", "--instance", "Prod A")).Succeeded();

        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("Prod A"));
    }

    [TestMethod]
    public async Task Stop_of_a_stopped_service_says_that_it_was_not_running()
    {
        Machine.AddService("Prod A", ServiceState.Stopped);

        var result = (await Machine.Run("service", "--stop", "--instance", "Prod A")).Succeeded();

        Assert.AreEqual("Prod A: was not running", Assert.ContainsSingle(result.Lines));
    }

    [TestMethod]
    public async Task Start_of_a_running_service_leaves_it_alone()
    {
        var before = Machine.Services.Find(Blue)!.ProcessId;

        await Run("--start");

        Assert.AreEqual(before, Machine.Services.Find(Blue)!.ProcessId);
        Assert.IsEmpty(Machine.Services.Log);
    }

    [TestMethod]
    public async Task Command_without_a_name_is_about_the_default_instance()
    {
        Machine.Add("Tentacle", 10933);

        (await Machine.Run("service", "--install", "--start")).Succeeded();

        var service = Machine.Services.Find("OctopusDeploy Tentacle")!;
        Assert.AreEqual(ServiceState.Running, service.State);
        Assert.EndsWith("run --instance=\"Tentacle\"", service.ImagePath);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
    }

    [TestMethod]
    public async Task Name_in_another_case_is_the_same_instance()
    {
        await Machine.Run("service", "--stop", "--instance", "BLUE");

        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("blue"));
    }

    [TestMethod]
    public async Task Restart_of_one_instance_touches_no_other()
    {
        Machine.AddService("Prod A", ServiceState.Running);
        var before = Machine.Services.Find(ProdA);

        await Run("--restart");

        Assert.AreEqual(before! with { DependsOn = [] }, Machine.Services.Find(ProdA)! with { DependsOn = [] });
    }

    private async Task<CliResult> Run(params string[] verbs) =>
        (await Machine.Run(["service", .. verbs, "--instance", "blue"])).Succeeded();
}
