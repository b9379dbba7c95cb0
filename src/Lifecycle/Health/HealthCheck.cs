using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle.Health;

/// <summary>Waits until an instance whose service runs answers for itself.</summary>
internal sealed class HealthCheck(IHealthProbe probe, IServiceManager services, TimeProvider time)
{
    /// <summary>What is wrong with the instance as a sentence that names it; <see langword="null"/> when it is healthy.</summary>
    /// <param name="state">The instance.</param>
    /// <param name="processId">The process that its service was seen to run in; 0 when that has to be looked up.</param>
    /// <param name="version">The version that must answer; <see langword="null"/> for any.</param>
    /// <param name="remaining">How long it may take.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<string?> Await(InstanceState state, int processId, string? version, Func<TimeSpan> remaining, CancellationToken cancellation)
    {
        if (processId == 0)
            processId = services.Look(state.Service)?.ProcessId ?? 0;
        while (true)
        {
            // One question is always asked, however late the service has come to run.
            var left = remaining();
            var patience = left > TimeSpan.Zero && left < Timeouts.HealthAnswer ? left : Timeouts.HealthAnswer;
            var answer = await probe.Ask(state.Instance, processId, patience, cancellation).ConfigureAwait(false);
            // Who answers as that process runs. Only otherwise is it looked at again, for a hundred are asked at once.
            if (processId != 0 && Problem(answer, state, processId, version) is null)
                return null;
            if (services.Look(state.Service) is not { State: ServiceState.Running } service)
                return $"The service '{state.Service}' of instance '{state.Instance}' stopped again before the instance was healthy. Its log says why.";
            processId = service.ProcessId;
            if (Problem(answer, state, processId, version) is not { } problem)
                return null;
            if (answer.Kind == HealthKind.Unreachable || remaining() <= TimeSpan.Zero)
                return $"Instance '{state.Instance}' runs but is not healthy: {problem}. Look into its log.";
            await time.Delay(Timeouts.HealthRetry, cancellation).ConfigureAwait(false);
        }
    }

    private static string? Problem(HealthAnswer answer, InstanceState state, int processId, string? version) => answer switch
    {
        { Kind: not HealthKind.Answered } => answer.Problem,
        _ when !InstanceName.IsSame(answer.Instance, state.Instance) => $"instance '{answer.Instance}' answers in its place",
        _ when answer.ProcessId != processId => $"process {answer.ProcessId} answers in its place, and its service runs in process {processId}",
        _ when version is not null && answer.Version != version => $"version {answer.Version} answers and not {version}",
        _ => null,
    };
}
