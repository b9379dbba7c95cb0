using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>
/// Keeps Windows from starting a service again whose process is terminated on purpose: to it that is a failure like any other. The
/// failure actions are back when this is disposed.
/// </summary>
internal sealed class RecoveryHold : IDisposable
{
    private readonly IServiceManager _services;
    private readonly string _service;
    private readonly ServiceRecovery? _recovery;

    public RecoveryHold(IServiceManager services, string service)
    {
        _services = services;
        _service = service;
        // One that is disabled nobody can start, and an installation has disabled all.
        if (services.Find(service) is not { StartType: not StartType.Disabled })
            return;
        _recovery = services.ReadConfiguration(service).Recovery;
        if (_recovery is not null)
            services.Reconfigure(service, new() { Recovery = ServiceRecovery.None });
    }

    public void Dispose()
    {
        if (_recovery is not null)
            _services.Reconfigure(_service, new() { Recovery = _recovery });
    }
}
