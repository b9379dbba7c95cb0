using Octopus.Cli;
using Octopus.Cli.Plans;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>What was stopped to be started again is started again, whatever happens in between.</summary>
[TestClass]
public sealed class RestartTests : CommandTest
{
    private string Notes => Machine.Machine.Stopped;

    [TestMethod]
    public async Task Note_that_cannot_be_written_keeps_nothing_from_being_started()
    {
        Machine.AddService("Prod A", ServiceState.Running);
        Directory.CreateDirectory(Path.GetDirectoryName(Notes)!);
        File.WriteAllText(Notes, "a file in the place of the folder");

        var result = await Machine.Run("service", "--restart", "--instance", "*");

        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
        Assert.AreEqual((ServiceState.Running, ServiceState.Running), (Machine.StateOf("blue"), Machine.StateOf("Prod A")));
        Assert.HasCount(2, result.ErrorLines);
        Assert.IsTrue(
            result.ErrorLines.All(line => line.StartsWith("Warning: That the service 'OctopusDeploy Tentacle: ", StringComparison.Ordinal) && line.Contains("could not be noted", StringComparison.Ordinal)),
            result.Error);
    }

    [TestMethod]
    [DataRow("--restart", "--reconfigure")]
    [DataRow("--stop", "--install", "--start")]
    public async Task Step_between_that_fails_leaves_nothing_stopped(params string[] verbs)
    {
        var before = Machine.Services.Find("OctopusDeploy Tentacle: blue")!.ProcessId;
        Machine.Protection.Refusing.Add(Machine.Settings("blue").Home!);

        var result = await Machine.Run(["service", .. verbs, "--instance", "blue"]);

        Assert.AreEqual(ExitCode.FileAccess, result.ExitCode, result.Error);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
        Assert.AreNotEqual(before, Machine.Services.Find("OctopusDeploy Tentacle: blue")!.ProcessId);
    }

    [TestMethod]
    public async Task One_whose_configuration_nobody_may_read_keeps_no_other_from_being_changed()
    {
        Machine.AddService("Prod A", ServiceState.Running);
        Machine.Services.Secrets.Add("OctopusDeploy Tentacle: Prod A");

        var result = await Machine.Run("service", "--reconfigure", "--restart", "--start-type", "manual", "--instance", "*");

        Assert.AreEqual(ExitCode.PartialFailure, result.ExitCode, result.Error);
        Assert.Contains("'OctopusDeploy Tentacle: Prod A'", Assert.ContainsSingle(result.ErrorLines));
        var blue = Machine.Services.Find("OctopusDeploy Tentacle: blue")!;
        Assert.AreEqual((ServiceState.Running, StartType.Manual), (blue.State, blue.StartType));
    }

    [TestMethod]
    public async Task Error_that_nobody_expects_ends_the_command_after_everything_is_back()
    {
        List<string> done = [];
        Machine.More.Add(ChangeCommand.Build(Machine.Host, "change", "Changes.", [], [], (_, _) => Task.FromResult(new Plan(
            [
                PlannedStep.Of("a", "Take away", () => Done("taken")),
                PlannedStep.Of("a", "Fail", () => throw new InvalidOperationException("Nobody expects this.")),
                PlannedStep.Of("a", "Go on", () => Done("went on")),
                PlannedStep.Of("a", "Put back", () => Done("put back")) with { PutsBack = true },
            ],
            []))));

        var result = await Machine.Run("change");

        Assert.AreEqual(ExitCode.Unexpected, result.ExitCode);
        Assert.Contains("Nobody expects this.", result.Error);
        CollectionAssert.AreEqual(new[] { "taken", "put back" }, done);

        string Done(string what)
        {
            done.Add(what);
            return what;
        }
    }

    [TestMethod]
    [DataRow("service", "--stop", "--uninstall", "--instance", "blue")]
    [DataRow("delete-instance", "--instance", "blue", "--yes")]
    public async Task Service_that_somebody_holds_open_is_not_said_to_be_removed(params string[] args)
    {
        Machine.Services.HoldOpen("OctopusDeploy Tentacle: blue");

        var result = await Machine.Run(args);

        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
        Assert.ContainsSingle(
            line => line.StartsWith("blue: service 'OctopusDeploy Tentacle: blue' is deleted and goes when the program that holds it open ends", StringComparison.Ordinal), result.Lines);
        Assert.DoesNotContain("removed", result.Output);
        Machine.Services.LetGo("OctopusDeploy Tentacle: blue");
        Assert.IsNull(Machine.StateOf("blue"));
    }

    [TestMethod]
    public async Task Service_that_somebody_deleted_meanwhile_can_be_uninstalled_all_the_same()
    {
        (await Machine.Run("service", "--stop", "--instance", "blue")).Succeeded();
        Machine.Services.HoldOpen("OctopusDeploy Tentacle: blue").Delete("OctopusDeploy Tentacle: blue");

        var result = (await Machine.Run("service", "--uninstall", "--instance", "blue")).Succeeded();

        Assert.Contains("goes when the program that holds it open ends", Assert.ContainsSingle(result.Lines));
    }
}
