using System.Text.Json;
using Octopus.Cli;
using Octopus.Instances;

namespace Octopus.Tests.Cli;

/// <summary>Homes that record, configuration and folder do not agree on: found, mended by a person, and used only to look until then.</summary>
[TestClass]
public sealed class HomeFindingTests : CommandTest
{
    private string Folder => Path.GetFullPath(Machine.PathTo("..", "vendor"));

    private InstanceRecord Vendors => new("vendors", Path.Combine(Folder, "Tentacle.config"));

    [TestMethod]
    [DataRow(".", "")]
    [DataRow("data/home", "data/home")]
    public async Task Relative_home_of_a_vendors_configuration_is_below_the_file_until_it_is_taken_over(string stored, string below)
    {
        var home = Path.TrimEndingDirectorySeparator(Path.Combine(Folder, below));
        Place(stored);
        Directory.CreateDirectory(home);

        var finding = await Found();

        Assert.AreEqual(home, (await Row()).GetProperty("Home").GetString());
        Assert.AreEqual(("HomeNotTakenOver", false, $"{CliMachine.Called} configure --home \"{home}\" --instance \"vendors\""), finding);
        await Refused(ExitCode.Conflict, $"{home}, is not in its record, so it is not touched.", "configure --home", "delete-instance", "--instance", "vendors", "--purge", "--yes");

        (await Machine.Run("configure", "--home", home, "--instance", "vendors")).Succeeded();
        (await Machine.Run("service", "--install", "--instance", "vendors")).Succeeded();

        Assert.AreEqual((home, new HomeMark("Tentacle", "vendors")), (Record().Home, HomeMark.Read(home)));
        Assert.IsTrue(Machine.Protection.Protected.Any(done => done.Folder == home));
        Assert.DoesNotContain("vendors", (await Machine.Run("doctor")).Output);
    }

    [TestMethod]
    [DataRow("%SystemDrive%/Octopus")]
    [DataRow("C:Octopus")]
    [DataRow(@"\\attacker\share")]
    public async Task Home_that_cannot_be_used_is_found_and_nothing_is_read_there(string stored)
    {
        Place(stored);

        var finding = await Found();

        Assert.AreEqual(("HomeMismatch", false, $"{CliMachine.Called} configure --home FOLDER --instance \"vendors\""), finding);
        Assert.AreEqual(JsonValueKind.Null, (await Row()).GetProperty("Home").ValueKind);
        await Machine.Run("doctor", "--fix");
        Assert.AreEqual(finding, await Found());
    }

    [TestMethod]
    public async Task Home_of_the_configuration_is_no_match_for_that_of_the_record()
    {
        var victim = Directory.CreateDirectory(Machine.PathTo("victim")).FullName;
        new HomeMark("Tentacle", "Prod A").Write(victim);
        await File.WriteAllTextAsync(Path.Combine(victim, "DeploymentJournal.xml"), "theirs");
        Machine.AddService("Prod A", Octopus.Services.ServiceState.Stopped);
        var settings = Machine.Settings("Prod A");
        settings.Home = victim;
        ConfigurationFile.Write(Machine.Record("Prod A"), settings);

        Assert.AreEqual(("HomeMismatch", false, $"{CliMachine.Called} configure --home \"{Machine.Record("Prod A").Home}\" --instance \"Prod A\""), await Found());
        await Machine.Run("doctor", "--fix");
        await Machine.Run("service", "--reconfigure", "--instance", "Prod A");
        (await Machine.Run("delete-instance", "--instance", "Prod A", "--purge", "--yes")).Succeeded();

        Assert.IsFalse(Directory.Exists(Machine.Record("Prod A").Home));
        CollectionAssert.AreEquivalent(new[] { "DeploymentJournal.xml", HomeMark.FileName }, Directory.GetFiles(victim).Select(Path.GetFileName).ToArray());
        Assert.IsFalse(Machine.Protection.Protected.Any(done => done.Folder.StartsWith(victim, StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Home_in_the_place_that_we_give_every_instance_is_safe_to_take_over()
    {
        Machine.Store.Rename("Prod A", Machine.Record("Prod A") with { Home = null });
        Machine.AddService("Prod A", Octopus.Services.ServiceState.Stopped);
        File.Delete(HomeMark.PathIn(Machine.Record("Prod A").Home!));
        Assert.AreEqual(("HomeNotTakenOver", true, $"{CliMachine.Called} configure --home \"{Machine.Record("Prod A").Home}\" --instance \"Prod A\""), await Found());

        (await Machine.Run("doctor", "--fix")).Succeeded();

        Assert.AreEqual(Machine.Record("Prod A"), Machine.Store.Read().Instances.Single(record => record.Name == "Prod A"));
        (await Machine.Run("doctor")).Succeeded();
    }

    private void Place(string home)
    {
        ConfigurationFile.Write(Vendors, new(new Dictionary<string, string> { ["Octopus.Home"] = home }) { Port = 11000 });
        Machine.Store.Add(Vendors);
        Machine.AddService("vendors", Octopus.Services.ServiceState.Stopped);
    }

    private InstanceRecord Record() => Machine.Store.Read().Instances.Single(record => record.Name == "vendors");

    private async Task<JsonElement> Row() =>
        JsonDocument.Parse((await Machine.Run("list-instances", "--format", "json")).Output).RootElement.EnumerateArray().Single(row => row.GetProperty("InstanceName").GetString() == "vendors");

    private async Task<(string?, bool, string?)> Found()
    {
        var finding = JsonDocument.Parse((await Machine.Run("doctor", "--format", "json")).Output).RootElement.EnumerateArray()
            .Single(finding => finding.GetProperty("Kind").GetString()!.StartsWith("Home", StringComparison.Ordinal));
        return (finding.GetProperty("Kind").GetString(), finding.GetProperty("Safe").GetBoolean(), finding.GetProperty("Mend").GetString());
    }
}
