using Octopus.Cli.Plans;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Watch;
using Octopus.Services;

namespace Octopus.Cli.Services;

/// <summary>The steps of plans that concern services: all instances of a step at once, each with its own result.</summary>
internal static class ServiceSteps
{
    /// <summary>Stops the services of instances.</summary>
    public static PlannedStep Stop(CommandHost host, IEnumerable<InstanceService> services) =>
        Of(services, service => $"Stop the service '{service.Service}'", host, (states, report, cancellation) =>
            host.Engine.Stop(states, Timeouts.Stop, report, cancellation));

    /// <summary>Starts the services of instances and waits until each answers for itself.</summary>
    public static PlannedStep Start(CommandHost host, IEnumerable<InstanceService> services) =>
        Of(services, service => $"Start the service '{service.Service}'", host, (states, report, cancellation) =>
            host.Engine.Start(states, Timeouts.Start, host.Version, report, cancellation));

    /// <summary>Removes the service of an instance.</summary>
    public static PlannedStep Remove(CommandHost host, InstanceService service) =>
        PlannedStep.Of(service.Instance, $"Remove the service '{service.Service}'", () =>
        {
            host.Services.Delete(service.Service);
            return $"{service.Instance}: service '{service.Service}' removed";
        });

    private static PlannedStep Of(
        IEnumerable<InstanceService> services,
        Func<InstanceService, string> describe,
        CommandHost host,
        Func<IEnumerable<InstanceState>, Action<InstanceOutcome>, CancellationToken, Task<IReadOnlyList<InstanceOutcome>>> act)
    {
        var all = services.ToList();
        return new([.. all.Select(service => new PlannedChange(service.Instance, describe(service)))], async (report, cancellation) =>
        {
            var states = all.Where(service => report.Instances.Contains(service.Instance, StringComparer.OrdinalIgnoreCase))
                .Select(service => Now(host, service, report)).OfType<InstanceState>().ToList();
            await act(states, outcome => Tell(host, report, all.Find(service => service.Service == outcome.Service)!.Instance, outcome), cancellation).ConfigureAwait(false);
        });
    }

    private static void Tell(CommandHost host, ChangeReport report, string instance, InstanceOutcome outcome)
    {
        if (outcome.Result == StepResult.Failed)
            report.Failed(instance, ExitCode.ServiceFailed, outcome.ToString());
        else
            report.Done(instance, outcome.ToString());

        // However it ended, somebody wants it stopped until somebody starts it.
        if (outcome is { Step: LifecycleStep.Stop, Result: not StepResult.Failed })
            new StopNotes(host.Machine).Add(outcome.Service);
        // Also when it did not start: then it has failed, and nobody wants it stopped.
        else if (outcome.Step == LifecycleStep.Start)
            new StopNotes(host.Machine).Remove(outcome.Service);
    }

    // As it is now and not as it was planned: a step before this one may have made it.
    private static InstanceState? Now(CommandHost host, InstanceService service, ChangeReport report)
    {
        if (host.Services.Find(service.Service) is { } now)
            return new(service.AnswersAs ?? service.Instance, service.Service, host.Executable, ServiceState.Stopped, now.StartType, now.ProcessId);

        report.Failed(service.Instance, ExitCode.ServiceNotInstalled, $"The service '{service.Service}' disappeared while it was worked on. Try again.");
        return null;
    }
}

/// <summary>The service of an instance, which may be still to be made.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Service">The name of its service.</param>
internal sealed record InstanceService(string Instance, string Service)
{
    /// <summary>The name that it goes by when it starts, when a step before gives the instance another one.</summary>
    public string? AnswersAs { get; init; }
}
