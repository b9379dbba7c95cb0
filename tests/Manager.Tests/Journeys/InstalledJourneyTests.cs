using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Octopus.Cli.Instances;
using Octopus.Cli.Inventory;
using Octopus.Services;
using Octopus.Tests.Manager.Rig;
using static Microsoft.Playwright.Assertions;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>The installed executable with the real service control manager: what a person does, and what became of it.</summary>
[TestClass, WindowsTest, DoNotParallelize]
public sealed class InstalledJourneyTests
{
    // A real service starts in seconds, where a machine in memory takes none.
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 120_000 };

    private static RealManager manager = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _) => manager = await RealManager.Start();

    [ClassCleanup]
    public static async Task Stop() => await manager.DisposeAsync();

    [TestMethod]
    public async Task Instance_is_made_by_the_wizard_and_a_second_one_by_the_script_it_showed()
    {
        await using var window = await ManagerWindow.Open(await RealManager.AskForAddress());
        var script = await Create(window, "Web 1");
        var made = (await Find("Web 1"))!;
        Assert.AreEqual((ServiceState.Running, InstanceHealth.Healthy, "LocalSystem"), (made.State, made.Health, made.Account));

        string Second(string text) => text.Replace("Web 1", "Web 2", StringComparison.Ordinal).Replace("web-1", "web-2", StringComparison.Ordinal);
        var port = made.Port!.Value.ToString(CultureInfo.InvariantCulture);
        var next = (made.Port.Value + 1).ToString(CultureInfo.InvariantCulture);
        foreach (var command in ShownScript.Commands(Second(script).Replace(port, next, StringComparison.Ordinal)))
            await InstalledProduct.Command(command);

        var second = (await Find("Web 2"))!;
        Assert.AreEqual(
            made with
            {
                InstanceName = "Web 2",
                Port = made.Port + 1,
                Service = Second(made.Service!),
                Home = Second(made.Home!),
                ConfigurationFilePath = Second(made.ConfigurationFilePath!),
            },
            second with { ProcessId = made.ProcessId, StartedAt = made.StartedAt });
        await window.GoTo("/", "Instances");
        await Expect(window.Row("Web 2")).ToContainTextAsync("Healthy");
        await Keep(window, "installed-instances");
    }

    [TestMethod]
    public async Task Several_are_stopped_together()
    {
        await using var window = await ManagerWindow.Open(await RealManager.AskForAddress());
        await Create(window, "Bulk 1");
        await Create(window, "Bulk 2");
        await window.GoTo("/", "Instances");
        await window.Page.GetByPlaceholder("Filter").FillAsync("bulk");
        await Expect(window.Page.GetByRole(AriaRole.Rowheader)).ToHaveCountAsync(2);
        await window.Page.GetByLabel("Select all").CheckAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).First.ClickAsync();
        var outcome = await window.CarryOut("Stop");
        await Keep(window, "installed-bulk-stop");

        Assert.Contains("Bulk 1: stopped after", outcome);
        Assert.Contains("Bulk 2: stopped after", outcome);
        Assert.AreEqual((ServiceState.Stopped, ServiceState.Stopped), ((await Find("Bulk 1"))!.State, (await Find("Bulk 2"))!.State));
    }

    [TestMethod]
    public async Task Instance_is_renamed_saved_deleted_and_restored()
    {
        await using var window = await ManagerWindow.Open(await RealManager.AskForAddress());
        await Create(window, "Old");
        await window.GoTo("/instances/Old/manage", "Old");
        await window.Page.GetByLabel("New name").FillAsync("New");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Rename …" }).ClickAsync();
        await window.CarryOut("Rename");
        await window.CloseDialog();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("New");
        Assert.AreEqual((null, ServiceState.Running), ((await Find("Old"))?.State, (await Find("New"))?.State));

        var file = await Save(window);
        await window.GoTo("/instances/New/manage", "New");
        await window.Page.GetByText("Delete its data too").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Delete …" }).ClickAsync();
        await window.Dialog.GetByLabel("Type New to go on").FillAsync("New");
        await window.CarryOut("Delete");
        await window.CloseDialog();
        Assert.IsNull(await Find("New"));

        await window.GoTo("/restore", "Restore an instance");
        await window.Page.GetByLabel("Backup", new() { Exact = true }).FillAsync(file);
        await window.Page.GetByLabel("Passphrase", new() { Exact = true }).FillAsync("correct horse");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Restore …" }).ClickAsync();
        var restored = await window.CarryOut("Restore");

        Assert.Contains("Exit code 0, Success.", restored);
        Assert.IsNotNull(await Find("New"));
    }

    private static async Task<string> Save(ManagerWindow window)
    {
        const string Folder = @"C:\Backups";
        await window.GoTo("/instances/New/backup", "New");
        await window.Page.GetByLabel("Folder").FillAsync(Folder);
        await window.Page.GetByLabel("Passphrase", new() { Exact = true }).First.FillAsync("correct horse");
        await window.Page.GetByLabel("The same again").FillAsync("correct horse");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Back up …" }).ClickAsync();
        var saved = await window.CarryOut("Back up");
        await window.CloseDialog();
        return saved[saved.IndexOf(Folder, StringComparison.Ordinal)..].Split(',')[0];
    }

    private static async Task<string> Create(ManagerWindow window, string name)
    {
        await window.GoTo("/new", "New instance");
        await window.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        for (var step = 0; step < 3; step++)
            await window.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true })).ToBeEnabledAsync();
        var script = await window.Script();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Expect(window.Page.GetByText("Exit code 0, Success.")).ToBeVisibleAsync(Patient);
        return script;
    }

    private static async Task<InstanceRow?> Find(string instance) =>
        JsonSerializer.Deserialize(await InstalledProduct.Command("list-instances", "--format", "json"), InstanceRowJson.Default.IReadOnlyListInstanceRow)!
            .FirstOrDefault(row => row.InstanceName == instance);

    private static Task<byte[]> Keep(ManagerWindow window, string name) => window.Page.ScreenshotAsync(new() { Path = Repository.Result(Path.Combine("screens", $"{name}.png")) });
}
