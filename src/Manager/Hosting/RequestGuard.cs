using Microsoft.Net.Http.Headers;

namespace Octopus.Manager.Hosting;

/// <summary>
/// Lets a request through that comes from the Manager's own page, in the browser that was opened for it. Everything else on this
/// machine can reach the port too: other users' programs, and every page in every browser.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, OneTimeTokens tokens, Session session)
{
    /// <summary>What stands before a one-time token in the address that opens the Manager.</summary>
    public const string OpenPath = "/open";

    private static readonly string[] OwnSites = ["same-origin", "none"];

    /// <summary>Answers, or passes on.</summary>
    public Task Invoke(HttpContext context)
    {
        var request = context.Request;
        var host = $"127.0.0.1:{context.Connection.LocalPort}";
        if (request.Host.Value != host || !IsOurs(request, $"http://{host}"))
            return Refusal.Answer(context);
        if (request.Path.StartsWithSegments(OpenPath, out var token) && HttpMethods.IsGet(request.Method))
            return Open(context, token.Value!.TrimStart('/'));
        return session.Includes(context) ? next(context) : Refusal.Answer(context);
    }

    private Task Open(HttpContext context, string token)
    {
        if (!tokens.Redeem(token))
            return Refusal.Answer(context);
        session.Begin(context);
        // Replaced in the browser's history, so that no address with a secret stays in it.
        context.Response.Redirect("/");
        return Task.CompletedTask;
    }

    private static bool IsOurs(HttpRequest request, string origin)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && !OwnSites.Contains(site))
            return false;
        return request.Headers.Origin switch
        {
            [] => IsRead(request.Method) && !request.Headers.ContainsKey(HeaderNames.Upgrade) && !HttpMethods.IsConnect(request.Method),
            [var said] => said == origin,
            _ => false,
        };
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
