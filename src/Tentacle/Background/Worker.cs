using Microsoft.Extensions.Hosting.WindowsServices;
using Octopus.Services;

namespace Octopus.Tentacle.Background;

/// <summary>Runs work that goes on until somebody stops it, wherever this program was started.</summary>
internal static class Worker
{
    public static async Task Run(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        if (WindowsServiceHelpers.IsWindowsService())
        {
            await WorkerService.Run(work).ConfigureAwait(false);
            return;
        }

        // An installation that replaces the executables asks programs of ours outside a service to end.
        using var end = EndRequest.Listen();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);
        await work(ended.Token).ConfigureAwait(false);
    }
}
