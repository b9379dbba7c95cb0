using Octopus.Cli;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>Command lines as scripts for the vendor's Tentacle have them.</summary>
[TestClass]
public sealed class VendorSpellingTests : CommandTest
{
    [TestMethod]
    [DataRow("configure", "--Instance=blue", "--PORT=10950")]
    [DataRow("Configure", "-instance", "blue", "-port", "10950")]
    [DataRow("configure", "/instance:blue", "/port:10950")]
    [DataRow("CONFIGURE", "--instance", "blue", "--port", "10950", "--console")]
    [DataRow("configure", "--nologo", "--instance", "blue", "--noninteractive", "--port", "10950", "--NoConsoleLogging")]
    [DataRow("configure", "--instance", "blue", "--appdir", "/console", "--port", "10950", "--noListen", "False")]
    public async Task Command_line_is_understood(params string[] args)
    {
        (await Machine.Run(args)).Succeeded();

        Assert.AreEqual(10950, Machine.Settings("blue").Port);
    }

    [TestMethod]
    public async Task Script_that_the_vendors_manager_writes_makes_an_instance_that_runs()
    {
        var home = Machine.PathTo("Octopus", "Web");
        string[][] script =
        [
            ["create-instance", "--instance", "Web", "--config", Path.Combine(home, "Tentacle-Web.config")],
            ["new-certificate", "--instance", "Web", "--if-blank"],
            ["configure", "--instance", "Web", "--reset-trust"],
            ["configure", "--instance", "Web", "--app", Machine.PathTo("Octopus", "Applications"), "--port", "10950", "--noListen", "False"],
            ["configure", "--instance", "Web", "--trust", "77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6"],
            ["service", "--instance", "Web", "--install", "--stop", "--start"],
        ];
        // Whoever is not sure gives it twice.
        foreach (var line in script.Concat(script[1..]))
            (await Machine.Run([.. line, "--console"])).Succeeded();

        Assert.AreEqual((ServiceState.Running, 10950), (Machine.StateOf("Web"), ConfigurationFile.Read(new("Web", Path.Combine(home, "Tentacle-Web.config"))).Port));
    }

    [TestMethod]
    public async Task Value_is_never_taken_for_an_option()
    {
        (await Machine.Run("configure", "--instance", "blue", "--app", "/PORT")).Succeeded();
        (await Machine.Run("configure", "--instance", "Prod A", "--app", "/nologo")).Succeeded();

        Assert.AreEqual((Path.GetFullPath("/PORT"), Path.GetFullPath("/nologo")), (Machine.Settings("blue").Applications, Machine.Settings("Prod A").Applications));
    }

    [TestMethod]
    public async Task Agent_that_is_neither_to_listen_nor_not_to_is_refused()
    {
        var result = await Machine.Run("configure", "--instance", "blue", "--noListen", "maybe");

        Assert.AreEqual((ExitCode.Usage, ""), (result.ExitCode, result.Output));
        Assert.Contains("--noListen", result.Error);
    }

    [TestMethod]
    public async Task Switch_that_means_nothing_is_no_command()
    {
        Assert.Contains("Usage:", (await Machine.Run("--nologo")).Succeeded().Output);
        Assert.AreEqual(ExitCode.Usage, (await Machine.Run("list-instances", "--console=yes")).ExitCode);
    }

    [TestMethod]
    [DataRow("--create")]
    [DataRow("--CREATE")]
    public async Task Watchdog_is_created_in_any_case(string verb) =>
        (await Machine.Run("Watchdog", verb, "--Instances", "blue", "--Interval", "7")).Succeeded();
}
