using Octopus.Cli;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>Instances deleted: service, record and, when asked to, the data.</summary>
[TestClass]
public sealed class DeleteInstanceTests : CommandTest
{
    [TestMethod]
    public async Task Delete_takes_the_record_and_keeps_home_and_configuration()
    {
        var result = (await Machine.Run("delete-instance", "--instance", "prod a", "--yes")).Succeeded();

        var record = Machine.Record("Prod A");
        Assert.AreEqual($"Instance 'Prod A' deleted. Its configuration is still at {record.ConfigurationFilePath}.", Assert.ContainsSingle(result.Lines));
        Assert.IsTrue(File.Exists(record.ConfigurationFilePath));
        Assert.AreEqual("blue", Assert.ContainsSingle(Machine.Store.Read().Instances).Name);
    }

    [TestMethod]
    public async Task Service_that_runs_is_stopped_and_removed()
    {
        var result = (await Machine.Run("delete-instance", "--instance", "blue", "--yes")).Succeeded();

        Assert.IsNull(Machine.StateOf("blue"));
        Assert.HasCount(3, result.Lines);
        Assert.StartsWith("blue: stopped after", result.Lines[0]);
        Assert.AreEqual("blue: service 'OctopusDeploy Tentacle: blue' removed", result.Lines[2]);
    }

    [TestMethod]
    public async Task Purge_takes_home_and_configuration_too()
    {
        var home = Machine.Settings("Prod A").Home!;
        await File.WriteAllTextAsync(Path.Combine(home, "DeploymentJournal.xml"), "");

        (await Machine.Run("delete-instance", "--instance", "Prod A", "--purge", "--yes")).Succeeded();

        Assert.IsFalse(Directory.Exists(home));
        Assert.IsTrue(Directory.Exists(Machine.Settings("blue").Home));
    }

    [TestMethod]
    public async Task Purge_takes_a_configuration_outside_the_home_and_nothing_beside_it()
    {
        var file = Machine.PathTo("conf", "x.config");
        (await Machine.Run("create-instance", "--instance", "x", "--config", file, "--home", Machine.PathTo("x home"))).Succeeded();
        (await Machine.Run("configure", "--instance", "x", "--port", "11000")).Succeeded();
        var beside = Machine.PathTo("conf", "y.txt");
        await File.WriteAllTextAsync(beside, "");

        (await Machine.Run("delete-instance", "--instance", "x", "--purge", "--yes")).Succeeded();

        Assert.AreEqual(beside, Assert.ContainsSingle(Directory.GetFiles(Machine.PathTo("conf"))));
        Assert.IsFalse(Directory.Exists(Machine.PathTo("x home")));
    }

    [TestMethod]
    public async Task Instance_without_a_configuration_file_can_be_deleted()
    {
        File.Delete(Machine.Record("blue").ConfigurationFilePath);

        (await Machine.Run("delete-instance", "--instance", "blue", "--purge", "--yes")).Succeeded();

        Assert.AreEqual("Prod A", Assert.ContainsSingle(Machine.Store.Read().Instances).Name);
        Assert.IsNull(Machine.StateOf("blue"));
    }

    [TestMethod]
    public async Task Home_that_holds_another_instance_is_not_purged()
    {
        var parent = Path.GetDirectoryName(Machine.Settings("blue").Home)!;
        Machine.MoveTo("Prod A", parent);

        await Refused(ExitCode.Conflict, "holds this product itself, so it is not touched.", "configure --home FOLDER", "delete-instance", "--instance", "Prod A", "--purge", "--yes");
    }

    [TestMethod]
    public async Task Home_that_holds_only_the_configuration_of_another_instance_is_not_purged()
    {
        var home = Machine.Settings("Prod A").Home!;
        (await Machine.Run("create-instance", "--instance", "guest", "--config", Path.Combine(home, "guest.config"), "--home", Machine.PathTo("guest"))).Succeeded();

        await Refused(ExitCode.Conflict, "holds files of instance 'guest', so it is not touched.", "configure --home FOLDER", "delete-instance", "--instance", "Prod A", "--purge", "--yes");
    }

    [TestMethod]
    public async Task Home_that_holds_the_machine_folder_is_not_purged()
    {
        Machine.MoveTo("Prod A", Path.GetDirectoryName(Machine.Machine.Path)!);

        await Refused(ExitCode.Conflict, "holds this product itself, so it is not touched.", "configure --home FOLDER", "delete-instance", "--instance", "Prod A", "--purge", "--yes");
    }

    [TestMethod]
    public async Task Nobody_to_ask_means_no() =>
        await Refused(ExitCode.Declined, "Delete instance 'blue'? Nobody is there to answer", "--yes, or look at the plan with --what-if.", "delete-instance", "--instance", "blue");

    [TestMethod]
    [DataRow("n")]
    [DataRow("")]
    [DataRow("yesterday")]
    public async Task Answer_other_than_yes_means_no(string answer)
    {
        Machine.Terminal.Answers.Enqueue(answer);
        var before = Machine.Everything();

        var result = await Machine.Run("delete-instance", "--instance", "blue", "--purge");

        Assert.AreEqual(ExitCode.Declined, result.ExitCode);
        Assert.AreEqual("The answer was not yes, so nothing has been changed.", result.ErrorLines[^1]);
        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    public async Task Person_sees_the_plan_and_says_yes()
    {
        Machine.Terminal.Answers.Enqueue("y");

        var result = await Machine.Run("delete-instance", "--instance", "blue");

        Assert.AreEqual(ExitCode.Success, result.ExitCode);
        Assert.AreEqual("Delete instance 'blue'? [y/N]", Assert.ContainsSingle(Machine.Terminal.Questions));
        CollectionAssert.AreEqual(
            new[]
            {
                "blue: Stop the service 'OctopusDeploy Tentacle: blue'",
                "blue: Take it off the instances of Tentacle",
                "blue: Remove the service 'OctopusDeploy Tentacle: blue'",
            },
            result.ErrorLines);
    }

    [TestMethod]
    public async Task Service_that_cannot_be_stopped_keeps_the_instance()
    {
        Machine.Services.Create(new("Monitor", "Monitor", "It needs an agent.", "monitor.exe") { DependsOn = [Application.Tentacle.ServiceName("blue")] });
        Machine.Services.Request("Monitor", ServiceRequest.Start);

        var result = await Machine.Run("delete-instance", "--instance", "blue", "--purge", "--yes");

        Assert.AreEqual(ExitCode.ServiceFailed, result.ExitCode);
        Assert.HasCount(2, Machine.Store.Read().Instances);
        Assert.AreEqual(10941, Machine.Settings("blue").Port);
    }
}
