using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.WindowsServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Octopus.Tentacle.Agent;

/// <summary>
/// Reports Running to the service control manager only once the agent listens. The lifetime it builds on reports it before the
/// listener has been opened, and a port in use would be a Running service that answers nobody.
/// </summary>
internal sealed class AgentServiceLifetime : WindowsServiceLifetime
{
    /// <summary>How long opening the listener may take; the service control manager is told to wait that long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ManualResetEventSlim _settled = new();
    private readonly IHostApplicationLifetime _application;

    public AgentServiceLifetime(
        IHostEnvironment environment, IHostApplicationLifetime application, ILoggerFactory loggers, IOptions<HostOptions> options)
        : base(environment, application, loggers, options)
    {
        _application = application;
        application.ApplicationStarted.Register(_settled.Set);
        application.ApplicationStopping.Register(_settled.Set);
    }

    protected override void OnStart(string[] args)
    {
        RequestAdditionalTime((int)Patience.TotalMilliseconds);
        base.OnStart(args);
        if (!_settled.Wait(Patience) || !_application.ApplicationStarted.IsCancellationRequested)
            throw new InvalidOperationException("The agent did not begin to work. Its log has the reason.");
    }

    protected override void Dispose(bool disposing)
    {
        // A host that failed to start is disposed without having been stopped: let go of the thread that waits in OnStart.
        _settled.Set();
        base.Dispose(disposing);
    }
}
