using Microsoft.Playwright;
using Octopus.Instances;
using Octopus.Services;
using static Microsoft.Playwright.Assertions;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>One instance: another name, another one like it, its end, its settings, service and certificate.</summary>
[TestClass]
public sealed class InstanceTests
{
    [TestMethod]
    public async Task Instance_is_renamed_and_its_page_goes_with_it()
    {
        await using var manager = await At("manage");
        await manager.Page.GetByLabel("New name").FillAsync("Prod B");
        await Expect(manager.Page.GetByText("There is an instance 'Prod B' already.")).ToBeVisibleAsync();
        await manager.Page.GetByLabel("New name").FillAsync("Production");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Rename …" }).ClickAsync();
        var outcome = await manager.CarryOut("Rename");
        await manager.CloseDialog();

        Assert.Contains("Instance 'Prod A' is now 'Production'.", outcome);
        await Expect(manager.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Production");
        Assert.AreEqual((null, ServiceState.Running), (manager.Machine.StateOf("Prod A"), manager.Machine.StateOf("Production")));
    }

    [TestMethod]
    public async Task Clone_has_a_home_and_a_port_of_its_own()
    {
        await using var manager = await At("manage");
        await manager.Page.GetByLabel("Name of the clone").FillAsync("Prod C");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Clone …" }).ClickAsync();
        await manager.CarryOut("Clone");
        await manager.CloseDialog();

        await Expect(manager.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Prod C");
        Assert.AreEqual(10937, manager.Machine.Settings("Prod C").Port);
    }

    [TestMethod]
    public async Task Instance_is_deleted_when_its_name_has_been_typed()
    {
        await using var manager = await At("manage");
        var home = manager.Machine.Settings("Prod A").Home!;
        await manager.Page.GetByText("Delete its data too").ClickAsync();
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Delete …" }).ClickAsync();
        await Expect(manager.Dialog.GetByText($"Delete the home {home}")).ToBeVisibleAsync();
        await Expect(manager.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true })).ToBeDisabledAsync();
        await manager.Dialog.GetByLabel("Type Prod A to go on").FillAsync("Prod B");
        await Expect(manager.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true })).ToBeDisabledAsync();
        Assert.IsTrue(Directory.Exists(home));

        await manager.Dialog.GetByLabel("Type Prod A to go on").FillAsync("Prod A");
        await manager.CarryOut("Delete");
        await manager.CloseDialog();

        await Expect(manager.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Instances");
        Assert.IsFalse(Directory.Exists(home));
        Assert.IsFalse(manager.Machine.Store.Read().Instances.Any(record => record.Name == "Prod A"));
        Assert.IsNull(manager.Machine.StateOf("Prod A"));
    }

    [TestMethod]
    public async Task Settings_are_changed_and_nothing_else_is()
    {
        await using var manager = await At("settings");
        await manager.Page.GetByLabel("Port").FillAsync("10950");
        await manager.Page.GetByLabel("Trusted servers").FillAsync("77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6");
        await manager.Page.GetByLabel("Logs", new() { Exact = true }).SelectOptionAsync("Debug");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Save …" }).ClickAsync();
        Assert.EndsWith("configure --instance \"Prod A\" --port \"10950\" --trust \"77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6\" --log-level \"Debug\"", await manager.Script());
        await manager.CarryOut("Save");

        var settings = manager.Machine.Settings("Prod A");
        Assert.AreEqual((10950, AgentLogLevel.Debug, 1), (settings.Port, settings.LogLevel, settings.TrustedServers!.Thumbprints.Count));
    }

    [TestMethod]
    public async Task Service_gets_another_account()
    {
        await using var manager = await At("service");
        await manager.Page.GetByText("Another account, or another password").ClickAsync();
        await manager.Page.GetByText("Network Service").ClickAsync();
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Change …" }).ClickAsync();
        await manager.CarryOut("Change");
        await manager.CloseDialog();

        Assert.AreEqual(ServiceAccount.NetworkService, manager.Machine.Services.ReadConfiguration("OctopusDeploy Tentacle: Prod A").Account);
        Assert.AreEqual(ServiceState.Running, manager.Machine.StateOf("Prod A"));
        await Expect(manager.Page.GetByRole(AriaRole.Definition).Filter(new() { HasText = "NetworkService" }).First).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Certificate_is_made_and_its_thumbprint_shown_to_be_copied()
    {
        await using var manager = await At("certificate");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Make a new one …" }).ClickAsync();
        await manager.CarryOut("Make new");
        await manager.CloseDialog();

        var told = (await manager.Machine.Run("show-thumbprint", "--instance", "Prod A")).Output.Trim();
        await Expect(manager.Page.GetByText(told, new() { Exact = true })).ToBeVisibleAsync();
        await Expect(manager.Page.GetByRole(AriaRole.Button, new() { Name = "Copy thumbprint" })).ToBeVisibleAsync();
    }

    private static async Task<OpenManager> At(string tab)
    {
        var manager = await OpenManager.On(Machines.WithFour());
        await manager.GoTo($"/instances/Prod%20A/{tab}", "Prod A");
        return manager;
    }
}
