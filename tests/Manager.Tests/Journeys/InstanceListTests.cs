using Microsoft.Playwright;
using Octopus.Services;
using static Microsoft.Playwright.Assertions;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>Every instance on one screen.</summary>
[TestClass]
public sealed class InstanceListTests
{
    [TestMethod]
    public async Task Every_instance_is_shown_with_all_that_is_known_of_it()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());

        await Expect(manager.Page.GetByRole(AriaRole.Rowheader)).ToHaveTextAsync(["Tentacledefault", "Lonely", "Prod A", "Prod B"]);
        var process = manager.Machine.Services.Find("OctopusDeploy Tentacle: Prod A")!.ProcessId;
        foreach (var text in new[] { "Running", "Healthy", "1.2.3", "10934", "LocalSystem", manager.Machine.PathTo("Tentacle", "Homes", "prod-a"), $"{process}" })
            await Expect(manager.Row("Prod A").GetByRole(AriaRole.Cell).GetByText(text, new() { Exact = true })).ToBeVisibleAsync();
        await Expect(manager.Row("Prod B")).ToContainTextAsync("Stopped");
        await Expect(manager.Row("Lonely")).ToContainTextAsync("No service");
    }

    [TestMethod]
    public async Task What_happens_to_an_instance_is_seen_without_doing_anything()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        await Expect(manager.Row("Prod A")).ToContainTextAsync("Running");

        manager.Machine.Services.Kill("OctopusDeploy Tentacle: Prod A");

        await Expect(manager.Row("Prod A")).ToContainTextAsync("Stopped");
    }

    [TestMethod]
    public async Task List_is_filtered_and_sorted()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        var names = manager.Page.GetByRole(AriaRole.Rowheader);

        await manager.Page.GetByPlaceholder("Filter").FillAsync("prod");
        await Expect(names).ToHaveTextAsync(["Prod A", "Prod B"]);
        await manager.Page.GetByLabel("Show").SelectOptionAsync("Running");
        await Expect(names).ToHaveTextAsync(["Prod A"]);
        await manager.Page.GetByPlaceholder("Filter").FillAsync("");
        await manager.Page.GetByLabel("Show").SelectOptionAsync("All");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Port" }).ClickAsync();
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Port" }).ClickAsync();

        await Expect(names).ToHaveTextAsync(["Lonely", "Prod B", "Prod A", "Tentacledefault"]);
        await Expect(manager.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Port" })).ToHaveAttributeAsync("aria-sort", "descending");
    }

    [TestMethod]
    public async Task Nothing_is_changed_by_looking()
    {
        var machine = Machines.WithOneThatFails();
        var before = machine.Everything();
        await using var manager = await OpenManager.On(machine);
        foreach (var (path, heading) in Screens.All)
            await manager.GoTo(path, heading);

        Assert.AreEqual(before, machine.Everything());
    }

    [TestMethod]
    public async Task Problem_is_mended_with_the_command_that_is_shown()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        var finding = manager.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Instance 'Lonely' has no service" });
        var mend = await finding.Locator("code").InnerTextAsync();

        await finding.GetByRole(AriaRole.Button, new() { Name = "Mend: " }).ClickAsync();
        // In the script it is quoted for that shell alone; what is shown in the list runs in both.
        Assert.EndsWith(mend[mend.IndexOf(" service ", StringComparison.Ordinal)..], await manager.Script());
        await manager.CarryOut("Mend");

        Assert.AreEqual(ServiceState.Stopped, manager.Machine.StateOf("Lonely"));
        await Expect(manager.Page.GetByText("Instance 'Lonely' has no service")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task Machine_without_instances_says_what_to_do()
    {
        await using var manager = await OpenManager.On(new());

        await Expect(manager.Page.GetByRole(AriaRole.Link, new() { Name = "Create the first one" })).ToBeVisibleAsync();
    }
}
