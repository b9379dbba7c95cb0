using Microsoft.Playwright;
using Octopus.Instances;
using Octopus.Services;
using Octopus.Tests.Cli;
using static Microsoft.Playwright.Assertions;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>A new instance, through the wizard.</summary>
[TestClass]
public sealed class CreateTests
{
    [TestMethod]
    public async Task Instance_is_made_with_certificate_and_service_and_runs()
    {
        await using var manager = await Wizard();
        await manager.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Build 1");
        await Next(manager);
        await Next(manager);
        await manager.Page.GetByText("An account of its own").ClickAsync();
        await Next(manager);
        await Create(manager);

        Assert.AreEqual(10937, manager.Machine.Settings("Build 1").Port);
        Assert.AreEqual(ServiceState.Running, manager.Machine.StateOf("Build 1"));
        var service = manager.Machine.Services.ReadConfiguration("OctopusDeploy Tentacle: Build 1");
        Assert.AreEqual((ServiceAccountKind.Virtual, StartType.Automatic), (service.Account.Kind, service.StartType));
        await manager.Page.GetByRole(AriaRole.Link, new() { Name = "Go to Build 1" }).ClickAsync();
        await Expect(manager.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Build 1");
    }

    [TestMethod]
    public async Task Script_that_is_shown_makes_the_same_machine_as_the_wizard()
    {
        await using var manager = await Wizard();
        using var other = Machines.WithFour();
        await manager.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Build 1");
        await Next(manager);
        await Next(manager);
        await manager.Page.GetByText("Local Service").ClickAsync();
        await manager.Page.GetByLabel("Starts").SelectOptionAsync("With the machine, a little later");
        await Next(manager);
        var script = await manager.Script();

        await Create(manager);
        foreach (var command in ShownScript.Commands(script.Replace(manager.Machine.PathTo(), other.PathTo(), StringComparison.Ordinal)))
            Assert.AreEqual(Octopus.Cli.ExitCode.Success, (await other.Run(command)).ExitCode);

        Assert.AreEqual(script, await manager.Script(), "What is shown afterwards is what was shown before.");
        Assert.AreEqual(Told(other), Told(manager.Machine));
    }

    [TestMethod]
    [DataRow("Prod A", "There is an instance 'Prod A' already. Choose another name.")]
    [DataRow("a/b", "'a/b' cannot be the name of an instance: it contains the character /. Choose another name.")]
    [DataRow("nul", "'nul' cannot be the name of an instance: Windows reserves it for a device. Choose another name.")]
    [DataRow("prod-a", "'prod-a' is too close to the existing instance 'Prod A': both would be kept in prod-a.config. Choose another name.")]
    public async Task Name_is_checked_while_it_is_typed(string name, string sentence)
    {
        await using var manager = await Wizard();

        await manager.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);

        await Expect(manager.Page.GetByText(sentence)).ToBeVisibleAsync();
        await Expect(manager.Page.GetByRole(AriaRole.Button, new() { Name = "Next" })).ToBeDisabledAsync();
        await manager.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Build 1");
        await Expect(manager.Page.GetByRole(AriaRole.Button, new() { Name = "Next" })).ToBeEnabledAsync();
    }

    [TestMethod]
    [DataRow("10934", "Port 10934 belongs to instance 'Prod A'. Choose another one; 10937 is free.")]
    [DataRow("0", "0 is not a TCP port. Choose one from 1 to 65535.")]
    [DataRow("many", "'many' is not a TCP port. Choose one from 1 to 65535.")]
    public async Task Port_that_cannot_be_had_is_refused_with_one_that_can(string port, string sentence)
    {
        await using var manager = await Wizard();
        await manager.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Build 1");

        await manager.Page.GetByLabel("Port").FillAsync(port);

        await Expect(manager.Page.GetByText(sentence)).ToBeVisibleAsync();
        await Expect(manager.Page.GetByRole(AriaRole.Button, new() { Name = "Next" })).ToBeDisabledAsync();
    }

    [TestMethod]
    public async Task Failure_on_the_way_is_told_and_what_is_there_can_be_finished()
    {
        await using var manager = await Wizard();
        var file = manager.Machine.PathTo("no.pfx");
        await File.WriteAllTextAsync(file, "no certificate");
        await manager.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Build 1");
        await Next(manager);
        await manager.Page.GetByText("Import one from a file").ClickAsync();
        await manager.Page.GetByLabel("File on this machine").FillAsync(file);
        await Next(manager);
        await Next(manager);

        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();

        await Expect(manager.Page.GetByText("Exit code 23, FileUnusable.")).ToBeVisibleAsync();
        await Expect(manager.Page.GetByText("Not begun: service.")).ToBeVisibleAsync();
        Assert.IsNull(manager.Machine.StateOf("Build 1"));
        await Expect(manager.Page.GetByRole(AriaRole.Link, new() { Name = "Go to Build 1, and finish it there" })).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Password_is_masked_until_it_is_revealed_and_reaches_the_service()
    {
        await using var manager = await Wizard();
        await manager.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Build 1");
        await Next(manager);
        await Next(manager);
        await manager.Page.GetByText("Another account").ClickAsync();
        await manager.Page.GetByLabel("Name of the account").FillAsync(@"CONTOSO\deploy");
        await manager.Page.GetByLabel("Password", new() { Exact = true }).FillAsync("it's & \"kept\"");
        await Next(manager);

        Assert.Contains("set OCTOPUS_SERVICE_PASSWORD=********", await manager.Script());
        Assert.DoesNotContain("kept", await manager.Page.ContentAsync());
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Reveal secrets" }).ClickAsync();
        await Expect(manager.Page.Locator(".script pre")).ToContainTextAsync("set OCTOPUS_SERVICE_PASSWORD=it's ^& ^\"kept^\"");
        Assert.Contains("$env:OCTOPUS_SERVICE_PASSWORD = 'it''s & \"kept\"'", await manager.Script("PowerShell"));
        await Create(manager);

        Assert.IsNotNull(manager.Machine.Services.PasswordOf("OctopusDeploy Tentacle: Build 1"));
    }

    private static async Task<OpenManager> Wizard()
    {
        var manager = await OpenManager.On(Machines.WithFour());
        await manager.Page.GetByRole(AriaRole.Link, new() { Name = "New instance" }).First.ClickAsync();
        await Expect(manager.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("New instance");
        return manager;
    }

    private static Task Next(OpenManager manager) => manager.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();

    private static async Task Create(OpenManager manager)
    {
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Expect(manager.Page.GetByText("Exit code 0, Success.")).ToBeVisibleAsync();
    }

    // Keys and process numbers are never the same twice.
    private static string Told(CliMachine machine) => string.Join('\n', machine.Store.Read().Instances.Select(record =>
    {
        var settings = machine.Settings(record.Name).Values.Where(value => !value.Key.Contains("Certificate", StringComparison.Ordinal)).Select(value => value.ToString());
        var name = Application.Tentacle.ServiceName(record.Name);
        var service = machine.Services.Find(name) is null ? "none" : machine.Services.ReadConfiguration(name).ToString();
        return machine.Scrub($"{record} {string.Join(' ', settings)} {service} {machine.StateOf(record.Name)}").Replace("System.String[]", "", StringComparison.Ordinal);
    }));
}
