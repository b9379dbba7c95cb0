using System.ServiceProcess;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Guard;

/// <summary>The guard under the service control manager. It ends by itself when nothing is left to watch over.</summary>
internal sealed class GuardWorker : ServiceBase
{
    /// <summary>How long a recovery that is under way may take to end. Windows waits 20 seconds for a service when it shuts down.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private bool _isDone;

    // Not in the start: the service manager waits for that one, and it is to start instances.
    protected override void OnStart(string[] args) => _work = Task.Run(Work);

    protected override void OnStop()
    {
        _stop.Cancel();
        if (!_isDone)
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
            var machine = WindowsMaintenance.Machine(guard: GuardService.OfItself);
            // Nobody reads a service's lines; the event log and last-run.json have the result.
            await new GuardWatch(machine, JournalOwner.Current(machine.Processes), _ => { }).Run(_stop.Token).ConfigureAwait(false);
            _isDone = true;
            Stop();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // That is how it ends while an installation goes on to its own end.
        }
        catch (Exception failure) when (!_stop.IsCancellationRequested)
        {
            // A guard that says it watches while it does not is worse than none; at the next start of the machine it tries again.
            Environment.FailFast("The guard of the installation failed.", failure);
        }
    }
}
