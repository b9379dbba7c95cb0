using Octopus.Cli;
using Octopus.Instances;

namespace Octopus.Tests.Cli;

/// <summary>An instance made of a configuration that is there.</summary>
[TestClass]
public sealed class AdoptInstanceTests : CommandTest
{
    [TestMethod]
    public async Task What_a_deleted_instance_has_left_is_taken_over()
    {
        (await Machine.Run("configure", "--instance", "Prod A", "--app", Machine.PathTo("apps"))).Succeeded();
        var before = Machine.Settings("Prod A").Values.ToArray();
        (await Machine.Run("delete-instance", "--instance", "Prod A", "--yes")).Succeeded();

        (await Machine.Run("create-instance", "--instance", "Prod A", "--adopt")).Succeeded();

        CollectionAssert.AreEquivalent(before, Machine.Settings("Prod A").Values.ToArray());
    }

    [TestMethod]
    public async Task Settings_that_are_named_win_over_those_of_the_file()
    {
        Machine.Store.Remove("Prod A");

        (await Machine.Run("create-instance", "--instance", "new", "--config", Machine.Record("Prod A").ConfigurationFilePath, "--adopt", "--port", "12000")).Succeeded();

        var settings = ConfigurationFile.Read(Machine.Store.Read().Instances.Single(instance => instance.Name == "new"));
        Assert.AreEqual((12000, Path.GetDirectoryName(Machine.Record("Prod A").ConfigurationFilePath)), (settings.Port, settings.Home));
    }

    [TestMethod]
    public async Task Settings_that_are_missing_are_filled_in()
    {
        var file = Machine.PathTo("found", "Tentacle.config");
        ConfigurationFile.Write(new("new", file), new(new Dictionary<string, string> { ["Own.Setting"] = "kept" }));

        (await Machine.Run("create-instance", "--instance", "new", "--config", file, "--adopt")).Succeeded();

        var settings = ConfigurationFile.Read(new("new", file));
        Assert.AreEqual((10933, Machine.PathTo("found")), (settings.Port, settings.Home));
        Assert.AreEqual("kept", settings.Values.Single(setting => setting.Key == "Own.Setting").Value);
    }

    [TestMethod]
    public async Task Nothing_to_take_over_is_an_error() =>
        await Refused(ExitCode.ConfigurationUnusable, "is missing", "Restore it from a backup.", "create-instance", "--instance", "new", "--adopt");

    [TestMethod]
    public async Task Configuration_of_another_instance_is_not_taken_over() =>
        await Refused(
            ExitCode.Conflict, "belongs to instance 'Prod A'.", "Choose another file.",
            "create-instance", "--instance", "new", "--config", Machine.Record("Prod A").ConfigurationFilePath, "--adopt");

    [TestMethod]
    public async Task Port_that_another_instance_has_got_meanwhile_is_refused()
    {
        Machine.Store.Remove("Prod A");
        (await Machine.Run("configure", "--instance", "blue", "--port", "10940")).Succeeded();

        await Refused(
            ExitCode.Conflict, "Port 10940 belongs to instance 'blue'.", "is free.",
            "create-instance", "--instance", "Prod A", "--config", Machine.Record("Prod A").ConfigurationFilePath, "--adopt");
    }

    [TestMethod]
    public async Task Without_being_asked_nothing_is_taken_over()
    {
        Machine.Store.Remove("Prod A");

        await Refused(ExitCode.AlreadyExists, "exists already. Take it over with --adopt", "or move it away.", "create-instance", "--instance", "Prod A");
    }
}
