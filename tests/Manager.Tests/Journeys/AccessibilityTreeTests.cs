using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>What a screen reader is told: roles, names and states of what is on the screens that are used most.</summary>
[TestClass]
public sealed class AccessibilityTreeTests
{
    [TestMethod]
    public async Task List_is_a_table_with_landmarks_around_it()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        await Expect(manager.Row("Prod A")).ToContainTextAsync("Healthy");

        await Expect(manager.Page.Locator("body")).ToMatchAriaSnapshotAsync("""
            - link "Skip to content"
            - banner:
              - link "Octopus Manager"
              - 'button "Instance: All instances" [expanded=false]'
              - combobox "Colours"
            - navigation "Main":
              - list:
                - listitem:
                  - link "Instances"
                - listitem:
                  - link "New instance"
                - listitem:
                  - link "Restore"
                - listitem:
                  - link /Problems/
                - listitem:
                  - link "Watchdog"
                - listitem:
                  - link "Maintenance"
                - listitem:
                  - link "Activity"
            - main:
              - heading "Instances" [level=1]
              - status: 4 in all, 2 running
              - link "New instance"
              - toolbar "Instances":
                - searchbox "Filter"
                - combobox "Show"
                - button "Start" [disabled]
                - button "Stop" [disabled]
                - button "Restart" [disabled]
              - table "Instances of this machine":
                - rowgroup:
                  - row:
                    - columnheader "Select all":
                      - checkbox "Select all"
                    - columnheader "Instance":
                      - button "Instance"
                    - columnheader "State"
                    - columnheader "Health"
                    - columnheader "Version"
                    - columnheader "Port"
                    - columnheader "Account"
                    - columnheader "Home"
                    - columnheader "Process"
                    - columnheader "Since"
                    - columnheader "Actions"
                - rowgroup:
                  - row /Select Tentacle/:
                    - cell:
                      - checkbox "Select Tentacle"
                    - rowheader "Tentacle default":
                      - link "Tentacle"
                    - cell "Running"
                    - cell "Healthy"
                    - cell "1.2.3"
                    - cell "10933"
                    - cell "LocalSystem"
            """);
    }

    [TestMethod]
    public async Task Job_is_a_dialog_with_its_name_its_plan_and_its_script()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Stop Prod A" }).ClickAsync();

        await Expect(manager.Dialog).ToMatchAriaSnapshotAsync("""
            - dialog "Stop 'Prod A'":
              - heading "Stop 'Prod A'" [level=2]
              - region "What would be done":
                - list:
                  - listitem:
                    - strong: Prod A
                    - list:
                      - listitem: "Stop the service 'OctopusDeploy Tentacle: Prod A'"
              - group:
                - tablist "Script for":
                  - tab "Command Prompt" [selected]
                  - tab "PowerShell"
                - tabpanel "Command Prompt"
                - button "Copy"
              - button "Stop"
              - button "Cancel"
            """);
    }

    [TestMethod]
    public async Task Field_that_is_wrong_says_so_and_why()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        await manager.GoTo("/new", "New instance");
        var name = manager.Page.GetByLabel("Name", new() { Exact = true });
        await name.FillAsync("Prod A");

        await Expect(name).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(name).ToHaveAccessibleDescriptionAsync("Up to 64 characters. It names the service and its folder too. There is an instance 'Prod A' already. Choose another name.");
        await Expect(manager.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "There is an instance 'Prod A' already." })).ToHaveCountAsync(1);
        await Expect(manager.Page.GetByRole(AriaRole.List, new() { Name = "Steps" }).GetByRole(AriaRole.Listitem).First).ToHaveAttributeAsync("aria-current", "step");
    }

    [TestMethod]
    public async Task Every_screen_has_one_heading_and_a_title_of_its_own()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        foreach (var (path, heading) in Screens.All)
        {
            await manager.GoTo(path, heading);
            await Expect(manager.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
            await Expect(manager.Page.GetByRole(AriaRole.Main)).ToHaveCountAsync(1);
            await Expect(manager.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(" · Octopus Manager$"));
        }
    }
}
