using System.Net;
using System.Net.WebSockets;
using Octopus.Tests.Manager.Rig;

namespace Octopus.Tests.Manager.Security;

/// <summary>Who else is on this machine, and what he gets: other programs, and pages in any browser. Asked of the installed executable.</summary>
[TestClass, WindowsTest, DoNotParallelize]
public sealed class SecurityTests
{
    private const string Elsewhere = "http://elsewhere.example";

    private static RealManager manager = null!;
    private static Requests browser = null!;

    private static string Host => manager.Root.Authority;

    private static string Origin => $"http://{Host}";

    [ClassInitialize]
    public static async Task Start(TestContext _)
    {
        manager = await RealManager.Start();
        browser = await Requests.Open(manager.Address);
    }

    [ClassCleanup]
    public static async Task Stop()
    {
        browser.Dispose();
        await manager.DisposeAsync();
    }

    [TestMethod]
    public async Task Own_browser_is_answered()
    {
        using var answer = await browser.Send(HttpMethod.Get, "/");
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [TestMethod]
    [DataRow("/")]
    [DataRow("/manager.css")]
    [DataRow("/_framework/blazor.web.js")]
    [DataRow("/_blazor/negotiate")]
    [DataRow("/no-such-page")]
    public async Task Without_the_cookie_nothing_is_answered(string path)
    {
        using var answer = await browser.Send(HttpMethod.Get, path, hasCookie: false);
        await IsRefused(answer);
    }

    [TestMethod]
    public async Task Wrong_cookie_is_refused()
    {
        using var answer = await browser.Send(HttpMethod.Get, "/", hasCookie: false, headers: ("Cookie", $"{browser.Cookie.Split('=')[0]}={new string('0', 64)}"));
        await IsRefused(answer);
    }

    [TestMethod]
    [DataRow("/open")]
    [DataRow("/open/")]
    [DataRow("/open/0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Wrong_token_is_refused(string path)
    {
        using var answer = await browser.Send(HttpMethod.Get, path, hasCookie: false);
        await IsRefused(answer);
        Assert.IsFalse(answer.Headers.Contains("Set-Cookie"));
    }

    [TestMethod]
    public async Task Used_token_is_refused()
    {
        using var answer = await browser.Send(HttpMethod.Get, manager.Address.PathAndQuery, hasCookie: false);
        await IsRefused(answer);
        Assert.IsFalse(answer.Headers.Contains("Set-Cookie"));
    }

    [TestMethod]
    [DataRow("elsewhere.example")]
    [DataRow("localhost")]
    [DataRow("127.0.0.1:1")]
    public async Task Other_host_is_refused(string host)
    {
        using var answer = await browser.Send(HttpMethod.Get, "/", host);
        await IsRefused(answer);
    }

    [TestMethod]
    public async Task Localhost_on_the_right_port_is_another_host()
    {
        using var answer = await browser.Send(HttpMethod.Get, "/", $"localhost:{manager.Root.Port}");
        await IsRefused(answer);
    }

    [TestMethod]
    [DataRow("GET", Elsewhere)]
    [DataRow("POST", Elsewhere)]
    [DataRow("POST", "null")]
    [DataRow("POST", "http://127.0.0.1")]
    public async Task Other_origin_is_refused(string method, string origin)
    {
        using var answer = await browser.Send(new(method), "/_blazor/negotiate", headers: ("Origin", origin));
        await IsRefused(answer);
    }

    [TestMethod]
    public async Task Form_of_another_site_is_refused()
    {
        using var answer = await browser.Send(HttpMethod.Post, "/", headers: [("Origin", Elsewhere), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")]);
        await IsRefused(answer);
    }

    [TestMethod]
    public async Task Post_that_does_not_say_where_it_comes_from_is_refused()
    {
        using var answer = await browser.Send(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        await IsRefused(answer);
        using var own = await browser.Send(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", headers: ("Origin", Origin));
        Assert.AreEqual(HttpStatusCode.OK, own.StatusCode);
    }

    [TestMethod]
    [DataRow("cross-site")]
    [DataRow("same-site")]
    public async Task Page_of_another_site_or_port_is_refused(string site)
    {
        using var answer = await browser.Send(HttpMethod.Get, "/", headers: ("Sec-Fetch-Site", site));
        await IsRefused(answer);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(Elsewhere)]
    public async Task Web_socket_of_another_origin_is_refused(string? origin)
    {
        var failure = await Assert.ThrowsExactlyAsync<WebSocketException>(async () => await Connect(origin));
        Assert.Contains("403", failure.Message);
    }

    [TestMethod]
    public async Task Web_socket_of_the_own_page_is_accepted()
    {
        using var socket = await Connect(Origin);
        Assert.AreEqual(WebSocketState.Open, socket.State);
    }

    [TestMethod]
    public async Task Other_addresses_of_this_machine_do_not_answer()
    {
        foreach (var address in new[] { IPAddress.Parse("127.0.0.2"), IPAddress.IPv6Loopback }.Concat(await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(address => !address.Equals(IPAddress.Loopback)))
        {
            using var client = new System.Net.Sockets.TcpClient(address.AddressFamily);
            await Assert.ThrowsExactlyAsync<System.Net.Sockets.SocketException>(async () => await client.ConnectAsync(address, manager.Root.Port), address.ToString());
        }
    }

    [TestMethod]
    public async Task Every_answer_says_what_a_browser_may_do_with_it()
    {
        foreach (var (path, hasCookie) in new[] { ("/", true), ("/", false), ("/manager.css", true), ("/_framework/blazor.web.js", true), ("/no-such-page", true), ("/open/wrong", false) })
        {
            using var answer = await browser.Send(HttpMethod.Get, path, hasCookie: hasCookie);
            Says(answer, path);
        }

        Says(browser.Opening, "/open");
    }

    [TestMethod]
    public void Cookie_is_for_this_browser_only_and_for_no_script()
    {
        var cookie = browser.Opening.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [TestMethod]
    public async Task Request_larger_than_the_Manager_needs_is_refused()
    {
        using var answer = await browser.Send(HttpMethod.Get, "/", headers: ("X-Large", new string('x', 64 * 1024)));
        Assert.AreEqual(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
    }

    private static void Says(HttpResponseMessage answer, string path)
    {
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
        Assert.AreEqual("no-store", Header("Cache-Control"), path);
        Assert.AreEqual(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
            Header("Content-Security-Policy"),
            path);
        Assert.AreEqual("nosniff DENY no-referrer same-origin same-origin", $"{Header("X-Content-Type-Options")} {Header("X-Frame-Options")} {Header("Referrer-Policy")} {Header("Cross-Origin-Opener-Policy")} {Header("Cross-Origin-Resource-Policy")}", path);
        Assert.AreEqual("", Header("Server") + Header("X-Powered-By"), path);
    }

    private static async Task IsRefused(HttpResponseMessage answer)
    {
        Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Start menu", await answer.Content.ReadAsStringAsync());
    }

    private static async Task<ClientWebSocket> Connect(string? origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", browser.Cookie);
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new($"ws://{Host}/_blazor"), CancellationToken.None);
        return socket;
    }
}
