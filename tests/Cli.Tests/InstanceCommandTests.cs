using System.Globalization;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>Instances made, changed, listed and deleted.</summary>
[TestClass]
public sealed class InstanceCommandTests : CommandTest
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Create_without_a_name_makes_the_default_instance()
    {
        var result = (await Machine.Run("create-instance")).Succeeded();

        var home = Machine.Machine.DefaultHome(Application.Tentacle, "Tentacle");
        Assert.AreEqual($"Instance 'Tentacle' created: home {home}, port 10933.", Assert.ContainsSingle(result.Lines));
        Assert.IsTrue(Directory.Exists(home));
        Assert.AreEqual((home, 10933), (Machine.Settings("Tentacle").Home, Machine.Settings("Tentacle").Port));
        CollectionAssert.Contains(Machine.Store.Read().Instances.ToArray(), Machine.Record("Tentacle"));
    }

    [TestMethod]
    public async Task Create_takes_the_lowest_port_that_is_free()
    {
        Machine.PortsInUse.Add(10933);
        (await Machine.Run("create-instance")).Succeeded();

        (await Machine.Run("create-instance", "--instance", "next")).Succeeded();

        Assert.AreEqual((10934, 10935), (Machine.Settings("Tentacle").Port, Machine.Settings("next").Port));
    }

    [TestMethod]
    public async Task Create_with_every_option_does_as_told()
    {
        var file = Machine.PathTo("conf", "my.config");
        var home = Machine.PathTo("my home");

        (await Machine.Run("create-instance", "--instance", "My One", "--config", file, "--home", home, "--port", "12345")).Succeeded();

        var record = Machine.Store.Read().Instances.Single(instance => instance.Name == "My One");
        Assert.AreEqual(file, record.ConfigurationFilePath);
        Assert.AreEqual((home, 12345), (ConfigurationFile.Read(record).Home, ConfigurationFile.Read(record).Port));
    }

    [TestMethod]
    public async Task Create_with_a_configuration_file_lives_beside_it()
    {
        (await Machine.Run("create-instance", "--instance", "x", "--config", Machine.PathTo("place", "x.config"))).Succeeded();

        Assert.AreEqual(Machine.PathTo("place"), ConfigurationFile.Read(new("x", Machine.PathTo("place", "x.config"))).Home);
    }

    [TestMethod]
    public async Task Create_takes_the_index_over_from_whoever_could_write_it()
    {
        Machine.Protection.Plant(Machine.Machine.Instances(Application.Tentacle), "Somebody");

        (await Machine.Run("create-instance", "--instance", "new")).Succeeded();

        Assert.IsEmpty(Machine.MachineProtection.Trespassers(Application.Tentacle));
    }

    [TestMethod]
    public async Task Configure_changes_what_is_named_and_keeps_the_rest()
    {
        var result = (await Machine.Run("configure", "--instance", "BLUE", "--appdir", Machine.PathTo("apps"), "--port", "10999")).Succeeded();

        Assert.Contains("service --restart --instance \"blue\"", Assert.ContainsSingle(result.Lines));
        var settings = Machine.Settings("blue");
        Assert.AreEqual((Machine.PathTo("apps"), 10999), (settings.Applications, settings.Port));
        Assert.AreEqual(Path.GetDirectoryName(Machine.Record("blue").ConfigurationFilePath), settings.Home);
    }

    [TestMethod]
    public async Task Configure_to_what_it_has_already_is_allowed()
    {
        // Its own agent listens on its own port.
        Machine.PortsInUse.Add(10941);

        (await Machine.Run("configure", "--instance", "blue", "--port", "10941", "--home", Machine.Settings("blue").Home!)).Succeeded();
    }

    [TestMethod]
    public async Task List_as_text_is_as_approved()
    {
        Arrange();

        Approved.Verify("list-instances", Scrub((await Machine.Run("list-instances")).Succeeded().Output), TestContext);
    }

    [TestMethod]
    public async Task List_as_JSON_is_as_approved()
    {
        Arrange();

        Approved.Verify("list-instances-json", Scrub((await Machine.Run("list-instances", "--format", "json")).Succeeded().Output), TestContext);
    }

    [TestMethod]
    public async Task List_of_none_says_how_to_make_one_and_to_a_program_it_is_empty()
    {
        (await Machine.Run("service", "--stop", "--uninstall", "--instance", "blue")).Succeeded();
        Machine.Store.Remove("blue");
        Machine.Store.Remove("Prod A");

        Assert.AreEqual($"There are no instances. Create one with: {CliMachine.Called} create-instance.", Assert.ContainsSingle((await Machine.Run("list-instances")).Succeeded().Lines));
        Assert.AreEqual("[]", Assert.ContainsSingle((await Machine.Run("list-instances", "--format", "JSON")).Succeeded().Lines));
    }

    private void Arrange()
    {
        Machine.Add("Tentacle", 10933).AddService("Tentacle", ServiceState.Stopped);
        Machine.Add("lost", 10950);
        File.Delete(Machine.Record("lost").ConfigurationFilePath);
    }

    private string Scrub(string text)
    {
        var process = Machine.Services.Processes.List().Single(other => other.Id == Machine.Services.Find(Application.Tentacle.ServiceName("blue"))!.ProcessId);
        return Machine.Scrub(text)
            .Replace(process.Id.ToString(), "4711", StringComparison.Ordinal)
            .Replace(process.StartedAt.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture), "2026-11-25T12:00:00+00:00", StringComparison.Ordinal);
    }
}
