using Microsoft.Net.Http.Headers;

namespace Octopus.Manager.Hosting;

/// <summary>What every answer says about itself, refusals included.</summary>
internal static class ResponseHeaders
{
    /// <summary>
    /// Nothing from elsewhere, nothing inline. The base address is ours because Blazor cannot find its way without the element.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private static readonly KeyValuePair<string, string>[] Always =
    [
        new(HeaderNames.CacheControl, "no-store"),
        new(HeaderNames.ContentSecurityPolicy, ContentSecurityPolicy),
        new(HeaderNames.XContentTypeOptions, "nosniff"),
        new(HeaderNames.XFrameOptions, "DENY"),
        new("Referrer-Policy", "no-referrer"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    public static Task Add(HttpContext context, RequestDelegate next)
    {
        // When the answer begins, so that nobody behind can have the last word.
        context.Response.OnStarting(() =>
        {
            foreach (var (name, value) in Always)
                context.Response.Headers[name] = value;
            return Task.CompletedTask;
        });
        return next(context);
    }
}
