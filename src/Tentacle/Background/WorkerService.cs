using System.ServiceProcess;

namespace Octopus.Tentacle.Background;

/// <summary>Work that goes on under the service control manager until that has it stopped.</summary>
internal sealed class WorkerService(Func<CancellationToken, Task> work) : ServiceBase
{
    /// <summary>How long the work may take to end. Windows waits 20 seconds for a service when it shuts down.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    /// <summary>Returns when the service has stopped.</summary>
    public static Task Run(Func<CancellationToken, Task> work)
    {
        using var service = new WorkerService(work);
        Run(service);
        return Task.CompletedTask;
    }

    protected override void OnStart(string[] args) => _work = Task.Run(Work);

    protected override void OnStop()
    {
        _stop.Cancel();
        // What has not ended by then ends with the process.
        Task.WaitAny([_work], Patience);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stop.Dispose();
        base.Dispose(disposing);
    }

    private async Task Work()
    {
        try
        {
            await work(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (!_stop.IsCancellationRequested)
        {
            // A service that says it runs while nobody works in it is worse than none. Its process dies with this in the event log,
            // and Windows starts it again.
            Environment.FailFast("The work of the service failed.", failure);
        }
    }
}
