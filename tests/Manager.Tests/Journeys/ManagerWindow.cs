using Microsoft.Playwright;
using Octopus.Tests.Manager.Rig;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>A window of the Manager, in which a person works.</summary>
internal class ManagerWindow : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    // A machine with two cores makes keys for backups, and other suites run.
    static ManagerWindow() => Assertions.SetDefaultExpectTimeout(30_000);

    protected ManagerWindow(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>What the browser has complained of: a refused style or script among it.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>The dialog in which jobs are shown.</summary>
    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    /// <summary>Opens one.</summary>
    /// <param name="address">The address that opens it once.</param>
    public static async Task<ManagerWindow> Open(Uri address)
    {
        var (context, page) = await NewPage(null);
        var window = new ManagerWindow(context, page);
        await window.Begin(address);
        return window;
    }

    /// <summary>Goes to a screen and waits for its heading.</summary>
    public async Task GoTo(string path, string heading)
    {
        await Page.GotoAsync(new Uri(new Uri(Page.Url), path).ToString());
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
    }

    /// <summary>The row of an instance.</summary>
    public ILocator Row(string instance) =>
        Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = instance, Exact = true }) });

    /// <summary>Agrees to what the dialog shows, waits for its end and returns what it says.</summary>
    public async Task<string> CarryOut(string verb)
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true }).ClickAsync();
        await Assertions.Expect(Dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true })).ToBeVisibleAsync(new() { Timeout = 120_000 });
        return await Dialog.InnerTextAsync();
    }

    /// <summary>Closes the dialog.</summary>
    public async Task CloseDialog()
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Assertions.Expect(Dialog).ToBeHiddenAsync();
    }

    /// <summary>The script that is shown.</summary>
    public async Task<string> Script(string shell = "Command Prompt")
    {
        var tab = Page.GetByRole(AriaRole.Tab, new() { Name = shell });
        await tab.ClickAsync();
        await Assertions.Expect(tab).ToHaveAttributeAsync("aria-selected", "true");
        return await Page.Locator(".script pre").InnerTextAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected static async Task<(IBrowserContext Context, IPage Page)> NewPage(BrowserNewContextOptions? window)
    {
        var context = await Chromium.Browser.NewContextAsync(window ?? new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(30_000);
        return (context, await context.NewPageAsync());
    }

    protected async Task Begin(Uri address)
    {
        await Page.GotoAsync(address.ToString());
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Instances");
    }
}
