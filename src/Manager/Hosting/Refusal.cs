using System.Net.Mime;

namespace Octopus.Manager.Hosting;

/// <summary>What everybody gets who is not the Manager's own window.</summary>
internal static class Refusal
{
    private const string Page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Octopus Manager</title></head>
        <body>
        <h1>This page belongs to an open Octopus Manager</h1>
        <p>To see your instances, open <b>Octopus Manager</b> in the Start menu. It shows the Manager that runs, or starts one.</p>
        </body>
        </html>
        """;

    public static Task Answer(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = MediaTypeNames.Text.Html;
        return context.Response.WriteAsync(Page, context.RequestAborted);
    }
}
