using Microsoft.Playwright;
using Octopus.Manager.Hosting;
using Octopus.Tests.Cli;
using Octopus.Tests.Manager.Rig;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>A Manager of a machine of its own, with a window in which a person works.</summary>
internal sealed class OpenManager : IAsyncDisposable
{
    private readonly ManagerApp manager;
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private OpenManager(CliMachine machine, ManagerApp manager, IBrowserContext context, IPage page)
    {
        Machine = machine;
        this.manager = manager;
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    public CliMachine Machine { get; }

    public IPage Page { get; }

    /// <summary>What the browser has complained of: a refused style or script among it.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>The dialog in which jobs are shown.</summary>
    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    // A machine with two cores makes keys for backups, and other suites run.
    static OpenManager() => Assertions.SetDefaultExpectTimeout(30_000);

    /// <summary>Opens it on a machine.</summary>
    public static async Task<OpenManager> On(CliMachine machine, BrowserNewContextOptions? window = null)
    {
        var manager = ManagerApp.Build(machine.Host, new());
        await manager.Start();
        var context = await Chromium.Browser.NewContextAsync(window ?? new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(30_000);
        var open = new OpenManager(machine, manager, context, await context.NewPageAsync());
        await open.Page.GotoAsync(manager.NewAddress().ToString());
        await Assertions.Expect(open.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Instances");
        return open;
    }

    /// <summary>Goes to a screen and waits for its heading.</summary>
    public async Task GoTo(string path, string heading)
    {
        await Page.GotoAsync(new Uri(new Uri(Page.Url), path).ToString());
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
    }

    /// <summary>The row of an instance.</summary>
    public ILocator Row(string instance) =>
        Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = instance }) });

    /// <summary>Agrees to what the dialog shows, waits for its end and returns what it says.</summary>
    public async Task<string> CarryOut(string verb)
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true }).ClickAsync();
        await Assertions.Expect(Dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true })).ToBeVisibleAsync();
        return await Dialog.InnerTextAsync();
    }

    /// <summary>The script that is shown.</summary>
    public Task<string> Script(string shell = "Command Prompt") => Script(Page, shell);

    public async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        await manager.DisposeAsync();
        Machine.Dispose();
    }

    private static async Task<string> Script(IPage page, string shell)
    {
        var tab = page.GetByRole(AriaRole.Tab, new() { Name = shell });
        await tab.ClickAsync();
        await Assertions.Expect(tab).ToHaveAttributeAsync("aria-selected", "true");
        return await page.Locator(".script pre").InnerTextAsync();
    }
}
