using Microsoft.Playwright;

namespace Octopus.Tests.Manager.Rig;

/// <summary>
/// A page in a browser of its own, with everything that a browser would complain about: errors in the console, violations of the
/// content security policy among them, errors in scripts, and requests that failed.
/// </summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private WatchedPage(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) => Complain(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Complain(true, error);
        page.Response += (_, response) => Complain(response.Status >= 400, $"{response.Status} {response.Url}");
        page.RequestFailed += (_, request) => Complain(true, $"{request.Failure} {request.Url}");
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>The browser's storage, with its cookies.</summary>
    public IBrowserContext Context => context;

    /// <summary>Opens an address.</summary>
    public static async Task<WatchedPage> Open(Uri address, BrowserNewContextOptions? options = null)
    {
        var context = await Chromium.Browser.NewContextAsync(options);
        var page = new WatchedPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(address.ToString());
        return page;
    }

    /// <summary>Waits until the page is drawn, which is when its window is connected.</summary>
    public Task IsConnected() => Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

    /// <summary>Keeps a picture of it among the test results.</summary>
    public Task Keep(string name) => Page.ScreenshotAsync(new() { Path = Repository.Result($"{name}.png"), FullPage = true });

    /// <summary>Fails when the browser had a reason to complain.</summary>
    public void IsQuiet()
    {
        lock (complaints)
            Assert.IsEmpty(complaints, string.Join('\n', complaints));
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private void Complain(bool isOne, string text)
    {
        if (!isOne)
            return;
        lock (complaints)
            complaints.Add(text);
    }
}
