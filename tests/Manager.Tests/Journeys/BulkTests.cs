using Microsoft.Playwright;
using Octopus.Services;
using static Microsoft.Playwright.Assertions;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>Several instances at once, each with its own outcome.</summary>
[TestClass]
public sealed class BulkTests
{
    [TestMethod]
    public async Task Selected_instances_are_stopped_together_and_the_others_are_not()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        await manager.Page.GetByLabel("Select Tentacle").CheckAsync();
        await manager.Page.GetByLabel("Select Prod A").CheckAsync();

        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).First.ClickAsync();
        await Expect(manager.Dialog.GetByText("Stop the service 'OctopusDeploy Tentacle: Prod A'")).ToBeVisibleAsync();
        Assert.AreEqual(ServiceState.Running, manager.Machine.StateOf("Prod A"));
        var outcome = await manager.CarryOut("Stop");

        Assert.Contains("Tentacle: stopped after", outcome);
        Assert.Contains("Prod A: stopped after", outcome);
        Assert.Contains("Exit code 0, Success.", outcome);
        Assert.AreEqual((ServiceState.Stopped, ServiceState.Stopped), (manager.Machine.StateOf("Tentacle"), manager.Machine.StateOf("Prod A")));
        await Expect(manager.Row("Prod A")).ToContainTextAsync("Stopped");
    }

    [TestMethod]
    public async Task One_that_fails_keeps_no_other_from_starting_and_says_why()
    {
        await using var manager = await OpenManager.On(Machines.WithOneThatFails());
        await manager.Page.GetByLabel("Select all").CheckAsync();

        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).First.ClickAsync();
        var outcome = await manager.CarryOut("Start");

        Assert.Contains("Exit code 19, PartialFailure.", outcome);
        Assert.Contains($"Instance 'Lonely' has no service. Install it with: {Cli.CliMachine.Called} service --install --instance \"Lonely\". Exit code 11, ServiceNotInstalled.", outcome);
        Assert.Contains("The service 'OctopusDeploy Tentacle: Stuck' of instance 'Stuck' stopped while starting", outcome);
        Assert.Contains("Exit code 10, ServiceFailed.", outcome);
        Assert.AreEqual(ServiceState.Running, manager.Machine.StateOf("Prod B"));
    }

    [TestMethod]
    public async Task Dialog_that_is_closed_does_nothing()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        var before = manager.Machine.Everything();

        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Stop Prod A" }).ClickAsync();
        await Expect(manager.Dialog).ToBeVisibleAsync();
        await manager.Page.Keyboard.PressAsync("Escape");

        await Expect(manager.Dialog).ToBeHiddenAsync();
        Assert.AreEqual(before, manager.Machine.Everything());
    }

    [TestMethod]
    public async Task What_was_done_is_kept_with_its_script()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Start Prod B" }).ClickAsync();
        await manager.CarryOut("Start");
        await manager.CloseDialog();

        await manager.Page.GetByRole(AriaRole.Link, new() { Name = "Activity" }).ClickAsync();
        await manager.Page.GetByText("Start 'Prod B'").ClickAsync();

        await Expect(manager.Page.Locator(".script pre")).ToHaveTextAsync($"\"{Cli.CliMachine.Executable}\" service --start --instance \"Prod B\"");
        await Expect(manager.Page.GetByText("Prod B: started after")).ToBeVisibleAsync();
    }
}
