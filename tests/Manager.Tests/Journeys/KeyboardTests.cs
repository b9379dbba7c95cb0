using Microsoft.Playwright;
using Octopus.Services;
using static Microsoft.Playwright.Assertions;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>Everything without a mouse.</summary>
[TestClass]
public sealed class KeyboardTests
{
    [TestMethod]
    public async Task Instance_is_found_stopped_and_read_about_by_keys_alone()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        var keys = manager.Page.Keyboard;

        await TabTo(manager, "Instance: All instances");
        await keys.PressAsync("ArrowDown");
        await Expect(manager.Page.GetByRole(AriaRole.Combobox, new() { Name = "Find an instance" })).ToBeFocusedAsync();
        var options = manager.Page.GetByRole(AriaRole.Listbox, new() { Name = "Instances" }).GetByRole(AriaRole.Option);
        await Expect(options).ToHaveCountAsync(5);
        await keys.TypeAsync("prod");
        await Expect(options).ToHaveCountAsync(2);
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowUp");
        await keys.PressAsync("Enter");
        await Expect(manager.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Prod A");

        await TabTo(manager, "Stop");
        await keys.PressAsync("Enter");
        await Expect(manager.Dialog.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true })).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(manager.Dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true })).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(manager.Dialog).ToBeHiddenAsync();
        Assert.AreEqual(ServiceState.Stopped, manager.Machine.StateOf("Prod A"));

        await TabTo(manager, "Overview");
        await keys.PressAsync("ArrowRight");
        await Expect(manager.Page.GetByRole(AriaRole.Tab, new() { Name = "Settings" })).ToBeFocusedAsync();
        await keys.PressAsync("End");
        await Expect(manager.Page.GetByRole(AriaRole.Tab, new() { Name = "Rename, clone, delete" })).ToHaveAttributeAsync("aria-selected", "true");
    }

    [TestMethod]
    public async Task Focus_stays_in_the_dialog_and_goes_back_to_where_it_was()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        var opener = manager.Page.GetByRole(AriaRole.Button, new() { Name = "Start Prod B" });
        await opener.FocusAsync();
        await manager.Page.Keyboard.PressAsync("Enter");
        await Expect(manager.Dialog.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true })).ToBeFocusedAsync();

        for (var press = 0; press < 12; press++)
        {
            await manager.Page.Keyboard.PressAsync("Tab");
            Assert.IsTrue(await manager.Page.EvaluateAsync<bool>("document.activeElement === document.body || document.activeElement.closest('dialog') !== null"));
        }

        await manager.Page.Keyboard.PressAsync("Escape");
        await Expect(opener).ToBeFocusedAsync();
    }

    [TestMethod]
    public async Task First_key_leads_to_the_content()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        await manager.GoTo("/watchdog", "Watchdog");
        await manager.Page.Locator("body").EvaluateAsync("body => { document.activeElement.blur(); }");

        await TabTo(manager, "Skip to content");
        await manager.Page.Keyboard.PressAsync("Enter");

        await Expect(manager.Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
    }

    // As often as it takes, and no oftener than there are things to reach.
    private static async Task TabTo(OpenManager manager, string name)
    {
        for (var press = 0; press < 80; press++)
        {
            var focused = await manager.Page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText.replace(/\\s+/g, ' ').trim()");
            if (focused == name)
                return;
            await manager.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"'{name}' cannot be reached with the Tab key.");
    }
}
