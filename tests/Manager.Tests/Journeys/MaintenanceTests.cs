using Microsoft.Playwright;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Cli;
using static Microsoft.Playwright.Assertions;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>While an installation is in progress, and after one was interrupted.</summary>
[TestClass]
public sealed class MaintenanceTests
{
    private const string Service = "OctopusDeploy Tentacle: Prod A";

    [TestMethod]
    public async Task Installation_in_progress_is_shown_everywhere_and_blocks_what_it_must()
    {
        var machine = Machines.WithFour();
        Interrupt(machine, alive: true);
        await using var manager = await OpenManager.On(machine);

        foreach (var (path, heading) in new[] { ("/", "Instances"), ("/instances/Prod%20B", "Prod B"), ("/restore", "Restore an instance") })
        {
            await manager.GoTo(path, heading);
            await Expect(manager.Page.GetByText("Upgrade of version 2.0.0 is in progress")).ToBeVisibleAsync();
        }

        await manager.GoTo("/", "Instances");
        await Expect(manager.Page.GetByRole(AriaRole.Button, new() { Name = "Start Prod B" })).ToBeDisabledAsync();
        await manager.Page.GetByLabel("Select Prod B").CheckAsync();
        await Expect(manager.Page.GetByRole(AriaRole.Button, new() { Name = "Restart", Exact = true }).First).ToBeDisabledAsync();
        // What no screen blocks the command refuses, before anything is begun.
        await manager.GoTo("/instances/Prod%20B/manage", "Prod B");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Delete …" }).ClickAsync();
        await Expect(manager.Dialog.GetByText("Exit code 17, MaintenanceInProgress.")).ToBeVisibleAsync();
        await Expect(manager.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true })).ToBeDisabledAsync();
    }

    [TestMethod]
    public async Task Interrupted_installation_is_recovered()
    {
        var machine = Machines.WithFour();
        Interrupt(machine, alive: false);
        await using var manager = await OpenManager.On(machine);

        await manager.Page.GetByRole(AriaRole.Link, new() { Name = "Bring every instance back" }).ClickAsync();
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Recover …" }).ClickAsync();
        await manager.CarryOut("Recover");
        await manager.CloseDialog();

        Assert.AreEqual(ServiceState.Running, machine.StateOf("Prod A"));
        await Expect(manager.Page.GetByText("No installation is in progress.")).ToBeVisibleAsync();
        await Expect(manager.Page.GetByText("was interrupted")).ToHaveCountAsync(0);
    }

    // As an installation leaves the machine that has stopped Prod A and then was killed, or has not been yet.
    internal static void Interrupt(CliMachine machine, bool alive)
    {
        var service = machine.Services.Find(Service)!;
        var state = new InstanceState("Prod A", Service, CliMachine.Executable, ServiceState.Running, StartType.Automatic, service.ProcessId) { ImagePath = service.ImagePath };
        machine.Services.Request(Service, ServiceRequest.Stop);
        machine.Services.SetStartType(Service, StartType.Disabled);
        var installer = machine.Services.Processes.Start(@"C:\Windows\System32\msiexec.exe");
        var started = machine.Services.Processes.List().Single(process => process.Id == installer).StartedAt;
        if (!alive)
            machine.Services.Processes.Exit(installer);
        var entry = new JournalEntry
        {
            Plan = new() { Id = Guid.NewGuid().ToString("D"), Kind = MaintenanceKind.Upgrade, Version = "2.0.0", Instances = [state] },
            Owner = new(installer, started),
            StopBegan = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
        };
        machine.Journal.Open(entry.Owner, _ => true, Assert.Fail, _ => entry);
    }
}
