namespace Octopus.Services;

/// <summary>What a service is doing at one moment, and nothing else about it.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="ProcessId">The process it runs in; 0 when there is none.</param>
/// <param name="ExitCode">The code of its last stop, as <see cref="Service.ExitCode"/> has it.</param>
public sealed record ServiceStatus(ServiceState State, int ProcessId, int ExitCode)
{
    /// <summary>How its last run ended. Only of a service that is stopped does it mean anything.</summary>
    public ServiceEnd End => ExitCode switch
    {
        ServiceErrors.Success => ServiceEnd.Asked,
        ServiceErrors.ServiceNeverStarted => ServiceEnd.NeverStarted,
        _ => ServiceEnd.Failed,
    };
}
