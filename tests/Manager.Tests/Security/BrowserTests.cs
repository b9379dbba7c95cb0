using Microsoft.Playwright;
using Octopus.Tests.Manager.Rig;

namespace Octopus.Tests.Manager.Security;

/// <summary>The installed executable and a real browser.</summary>
[TestClass, WindowsTest, DoNotParallelize]
public sealed class BrowserTests
{
    private static RealManager manager = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _) => manager = await RealManager.Start();

    [ClassCleanup]
    public static async Task Stop() => await manager.DisposeAsync();

    [TestMethod]
    public async Task Page_opens_without_a_complaint_and_without_a_secret_in_its_address()
    {
        await using var page = await WatchedPage.Open(await RealManager.AskForAddress());
        await page.IsConnected();
        await page.Keep("first page, installed");

        Assert.AreEqual(manager.Root.ToString(), page.Page.Url);
        Assert.AreEqual("none", await page.Page.EvaluateAsync<string>("performance.getEntriesByType('navigation')[0].name.includes('/open') ? 'token' : 'none'"));
        Assert.DoesNotContain("open", await page.Page.EvaluateAsync<string>("document.referrer"));
        Assert.IsTrue((await page.Context.CookiesAsync()).All(cookie => cookie is { HttpOnly: true, SameSite: SameSiteAttribute.Strict, Expires: -1 }));
        page.IsQuiet();
    }

    [TestMethod]
    public async Task Page_of_another_origin_can_neither_send_a_form_nor_read_nor_frame_it()
    {
        await using var own = await WatchedPage.Open(await RealManager.AskForAddress());
        var stranger = await own.Context.NewPageAsync();
        var statuses = new List<int>();
        stranger.Response += (_, response) =>
        {
            if (response.Url.StartsWith(manager.Root.ToString(), StringComparison.Ordinal))
                statuses.Add(response.Status);
        };
        // In the same browser, with the cookie at hand.
        await stranger.RouteAsync("http://elsewhere.example/", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<form id=form method=post action='{manager.Root}'></form><iframe src='{manager.Root}'></iframe>",
        }));
        await stranger.GotoAsync("http://elsewhere.example/");
        Assert.AreEqual("refused", await stranger.EvaluateAsync<string>($"fetch('{manager.Root}', {{ credentials: 'include' }}).then(() => 'read', () => 'refused')"));
        await stranger.RunAndWaitForResponseAsync(() => stranger.EvaluateAsync("document.getElementById('form').submit()"), response => response.Request.Method == "POST");

        Assert.IsNotEmpty(statuses);
        Assert.IsTrue(statuses.All(status => status == 403), string.Join(' ', statuses));
    }
}
