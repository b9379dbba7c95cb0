using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Octopus.Tests.Cli;
using Octopus.Tests.Manager.Rig;
using static Microsoft.Playwright.Assertions;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>Every screen in both themes and at both ends of the widths it is made for: looked at by a program, and kept for people.</summary>
[TestClass]
public sealed class ScreenTests
{
    private const string Kept = "screens";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(1024, ColorScheme.Light, true)]
    [DataRow(1024, ColorScheme.Dark, false)]
    [DataRow(1440, ColorScheme.Light, false)]
    [DataRow(1440, ColorScheme.Dark, true)]
    public async Task Every_screen_can_be_read_by_everybody(int width, ColorScheme colours, bool examined)
    {
        await using var manager = await OpenManager.On(Machine(), new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = colours });
        var faults = new List<string>();

        async Task Look(string name)
        {
            await Settle(manager.Page);
            await Keep(manager.Page, $"{name}-{width}-{colours}");
            // Once in each theme: the rules see no difference in width.
            if (examined)
                faults.AddRange((await manager.Page.RunAxe()).Violations.SelectMany(violation =>
                violation.Nodes.Select(node => $"{name}: {violation.Id}: {violation.Help}: {node.Html}")));
            if (await manager.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                faults.Add($"{name}: is wider than the window");
        }

        foreach (var (path, heading) in Screens.All)
        {
            await manager.GoTo(path, heading);
            await Look(NameOf(path));
        }

        foreach (var (name, open) in States)
        {
            await open(manager);
            await Look(name);
        }

        faults.AddRange(manager.Complaints.Where(complaint => !complaint.Contains("404", StringComparison.Ordinal)));
        Assert.IsEmpty(faults, string.Join('\n', faults.Distinct()));
    }

    [TestMethod]
    public async Task Machine_without_instances_can_be_read_too()
    {
        await using var manager = await OpenManager.On(new(), new() { ViewportSize = new() { Width = 1024, Height = 800 } });

        await Settle(manager.Page);
        await Keep(manager.Page, "empty-1024-Light");

        Assert.IsEmpty((await manager.Page.RunAxe()).Violations);
    }

    [TestMethod]
    public async Task Examination_finds_a_field_without_a_name()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        await manager.Page.EvaluateAsync("document.querySelector('main').append(document.createElement('input'))");

        Assert.AreEqual("label", Assert.ContainsSingle((await manager.Page.RunAxe()).Violations).Id);
    }

    // What is not at an address of its own.
    private static readonly (string Name, Func<OpenManager, Task> Open)[] States =
    [
        ("selector", async manager =>
        {
            await manager.GoTo("/", "Instances");
            await manager.Page.Locator("#instance-selector").ClickAsync();
            await Expect(manager.Page.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
        }),
        ("selected", async manager =>
        {
            await manager.GoTo("/", "Instances");
            foreach (var name in new[] { "Lonely", "Prod A", "Prod B", "Stuck" })
                await manager.Page.GetByLabel($"Select {name}").CheckAsync();
        }),
        ("bulk-review", async manager =>
        {
            await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Restart", Exact = true }).First.ClickAsync();
            await Expect(manager.Dialog.GetByRole(AriaRole.Button, new() { Name = "Restart", Exact = true })).ToBeEnabledAsync();
        }),
        ("bulk-outcome", manager => manager.CarryOut("Restart")),
        ("activity-done", async manager =>
        {
            await manager.CloseDialog();
            await manager.Page.GetByRole(AriaRole.Link, new() { Name = "Activity" }).ClickAsync();
            await manager.Page.Locator("details.run summary").First.ClickAsync();
        }),
        ("wizard-refused", async manager =>
        {
            await manager.GoTo("/new", "New instance");
            await manager.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Prod A");
            await manager.Page.GetByLabel("Port").FillAsync("10933");
            await Expect(manager.Page.GetByText("There is an instance 'Prod A' already.")).ToBeVisibleAsync();
        }),
        ("wizard-certificate", async manager =>
        {
            await manager.GoTo("/new", "New instance");
            await manager.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Build 1");
            await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
            await manager.Page.GetByText("Import one from a file").ClickAsync();
        }),
        ("wizard-service", async manager =>
        {
            await manager.Page.GetByText("Make a new one").ClickAsync();
            await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
            await manager.Page.GetByText("Another account").ClickAsync();
            await manager.Page.GetByLabel("Name of the account").FillAsync(@"CONTOSO\deploy");
            await manager.Page.GetByLabel("Password", new() { Exact = true }).FillAsync("secret");
        }),
        ("wizard-review", async manager =>
        {
            await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
            await Expect(manager.Page.GetByRole(AriaRole.Button, new() { Name = "Create" })).ToBeEnabledAsync();
        }),
        ("wizard-outcome", async manager =>
        {
            await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
            await Expect(manager.Page.GetByText("Exit code 0, Success.")).ToBeVisibleAsync();
        }),
        ("delete-review", async manager =>
        {
            await manager.GoTo("/instances/Prod%20B/manage", "Prod B");
            await manager.Page.GetByText("Delete its data too").ClickAsync();
            await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Delete …" }).ClickAsync();
            await Expect(manager.Dialog.GetByLabel("Type Prod B to go on")).ToBeVisibleAsync();
        }),
        ("restore-name", async manager =>
        {
            await manager.GoTo("/restore", "Restore an instance");
            await manager.Page.GetByText("Under another name").ClickAsync();
            await manager.Page.GetByLabel("Its name").FillAsync("Prod A");
        }),
        ("watchdog-there", async manager =>
        {
            await manager.Machine.Run("watchdog", "create", "--interval", "10");
            await manager.GoTo("/watchdog", "Watchdog");
        }),
        ("certificate-there", async manager =>
        {
            await manager.Machine.Run("new-certificate", "--instance", "Prod A");
            await manager.GoTo("/instances/Prod%20A/certificate", "Prod A");
            await Expect(manager.Page.GetByRole(AriaRole.Button, new() { Name = "Copy thumbprint" })).ToBeVisibleAsync();
        }),
        ("interrupted", async manager =>
        {
            MaintenanceTests.Interrupt(manager.Machine, alive: false);
            await manager.GoTo("/maintenance", "Maintenance");
            await Expect(manager.Page.GetByRole(AriaRole.Button, new() { Name = "Recover …" })).ToBeVisibleAsync();
        }),
        ("recovered", async manager =>
        {
            await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Recover …" }).ClickAsync();
            await manager.CarryOut("Recover");
            await manager.CloseDialog();
            await Expect(manager.Page.GetByText("No installation is in progress.")).ToBeVisibleAsync();
        }),
        ("upgrading", async manager =>
        {
            MaintenanceTests.Interrupt(manager.Machine, alive: true);
            await manager.GoTo("/", "Instances");
            await Expect(manager.Page.GetByText("is in progress")).ToBeVisibleAsync();
        }),
    ];

    private static CliMachine Machine()
    {
        var machine = Machines.WithOneThatFails()
            .Add("A rather long name that somebody chose for the build machines 7", 10940)
            .AddService("A rather long name that somebody chose for the build machines 7", Services.ServiceState.Running)
            .Add("Staging", 10941).AddService("Staging", Services.ServiceState.Running);
        machine.Health.Behave("Staging", _ => Lifecycle.Health.HealthAnswer.Silence("it closed the connection"));
        var logs = Directory.CreateDirectory(Path.Combine(machine.Settings("Prod A").Home!, "Logs"));
        File.WriteAllLines(Path.Combine(logs.FullName, "OctopusTentacle.txt"), Enumerable.Range(1, 60).Select(line => $"2026-11-24 12:00:{line % 60:00}.000 +00:00 [INF] A line of the log, number {line}"));
        return machine;
    }

    // Nothing moves any more, and nothing is waited for.
    private static async Task Settle(IPage page)
    {
        await page.EvaluateAsync("document.fonts.ready");
        await Expect(page.Locator(".waiting")).ToHaveCountAsync(0);
    }

    private async Task Keep(IPage page, string name)
    {
        var file = Repository.Result(Path.Combine(Kept, $"{name}.png"));
        await page.ScreenshotAsync(new() { Path = file, Animations = ScreenshotAnimations.Disabled });
        TestContext.AddResultFile(file);
    }

    private static string NameOf(string path) =>
        path == "/" ? "instances" : path.Trim('/').Split('?')[0].Replace('/', '-').Replace("%20", "-", StringComparison.Ordinal);
}
