using System.Net;
using System.Net.Http.Headers;

namespace Octopus.Tests.Manager.Security;

/// <summary>Somebody on this machine who can send the Manager whatever he likes.</summary>
internal sealed class Requests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Patience };
    private readonly Uri root;

    private Requests(Uri root) => this.root = root;

    /// <summary>The cookie of the browser that opened the Manager.</summary>
    public string Cookie { get; private init; } = "";

    /// <summary>The answer that brought it.</summary>
    public HttpResponseMessage Opening { get; private init; } = null!;

    /// <summary>Opens the Manager as its window does.</summary>
    public static async Task<Requests> Open(Uri address)
    {
        using var first = new Requests(new(address.GetLeftPart(UriPartial.Authority)));
        var answer = await first.Send(HttpMethod.Get, address.PathAndQuery);
        Assert.AreEqual(HttpStatusCode.Redirect, answer.StatusCode);
        return new(first.root) { Cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0], Opening = answer };
    }

    /// <summary>Sends a request; with the cookie unless told otherwise.</summary>
    public async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, string? host = null, bool hasCookie = true, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(root, path));
        request.Headers.Host = host;
        if (hasCookie && Cookie.Length > 0)
            request.Headers.Add("Cookie", Cookie);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (method == HttpMethod.Post)
            request.Content = new FormUrlEncodedContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") } };
        return await client.SendAsync(request);
    }

    public void Dispose() => client.Dispose();
}
