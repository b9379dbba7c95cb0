using System.Collections.Concurrent;
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
            host.Engine.Stop(states, Timeouts.Stop, report, cancellation), all => new() { Stops = all });

    /// <summary>Starts the services of instances and waits until each answers for itself.</summary>
    public static PlannedStep Start(CommandHost host, IEnumerable<InstanceService> services) =>
        Of(services, service => $"Start the service '{service.Service}'", host, (states, report, cancellation) =>
            host.Engine.Start(states, Timeouts.Start, host.Version, report, cancellation), all => new() { Starts = all });

    /// <summary>Removes the service of an instance, or of the machine.</summary>
    public static PlannedStep Remove(CommandHost host, InstanceService service) =>
        new([new(service.Instance, $"Remove the service '{service.Service}'")], async (report, cancellation) =>
        {
            var hasGone = await new ServiceRemoval(host.Services, host.Maintenance.Time).Remove(service.Service, cancellation).ConfigureAwait(false);
            var subject = service.Instance == PlannedChange.Machine ? "Service" : $"{service.Instance}: service";
            report.Done(service.Instance, hasGone
                ? $"{subject} '{service.Service}' removed"
                : $"{subject} '{service.Service}' is deleted and goes when the program that holds it open ends, for instance the window Services. Until then no service of that name can be installed.");
        })
        {
            Effect = new() { Removes = [service] },
        };

    private static PlannedStep Of(
        IEnumerable<InstanceService> services,
        Func<InstanceService, string> describe,
        CommandHost host,
        Func<IEnumerable<InstanceState>, Action<InstanceOutcome>, CancellationToken, Task<IReadOnlyList<InstanceOutcome>>> act,
        Func<IReadOnlyList<InstanceService>, ServiceEffect> effect)
    {
        var all = services.ToList();
        return new([.. all.Select(service => new PlannedChange(service.Instance, describe(service)))], async (report, cancellation) =>
        {
            var states = all.Where(service => report.Instances.Contains(service.Instance, StringComparer.OrdinalIgnoreCase))
                .Select(service => Now(host, service, report)).OfType<InstanceState>().ToList();
            var ended = new ConcurrentQueue<InstanceOutcome>();
            try
            {
                await act(
                    states,
                    outcome =>
                    {
                        ended.Enqueue(outcome);
                        Tell(report, all.Find(service => service.Service == outcome.Service)!.Instance, outcome);
                    },
                    cancellation).ConfigureAwait(false);
            }
            finally
            {
                // Afterwards, and also of those that had ended when the others were given up.
                var notes = new StopNotes(host.Maintenance.Protection);
                foreach (var outcome in ended)
                    Note(notes, report, outcome);
            }
        })
        {
            Effect = effect(all),
        };
    }

    private static void Tell(ChangeReport report, string instance, InstanceOutcome outcome)
    {
        if (outcome.HasFailed)
            report.Failed(instance, outcome.Result == StepResult.Gone ? ExitCode.ServiceNotInstalled : ExitCode.ServiceFailed, outcome.ToString());
        else
            report.Done(instance, outcome.ToString());
    }

    private static void Note(StopNotes notes, ChangeReport report, InstanceOutcome outcome)
    {
        var unnoted = outcome switch
        {
            // However it ended, somebody wants it stopped until somebody starts it.
            { Step: LifecycleStep.Stop, Result: not StepResult.Failed } => notes.Add(outcome.Service),
            // Also when it did not start: then it has failed, and nobody wants it stopped.
            { Step: LifecycleStep.Start } => notes.Remove(outcome.Service),
            _ => null,
        };
        if (unnoted is not null)
            report.Warn(unnoted);
    }

    // As it is now and not as it was planned: a step before this one may have made it.
    private static InstanceState? Now(CommandHost host, InstanceService service, ChangeReport report)
    {
        if (Find(host, service, report) is { } now)
            return new(service.AnswersAs ?? service.Instance, service.Service, host.Executable, ServiceState.Stopped, now.StartType, now.ProcessId);

        // Where a step before has failed to make it, that has been told.
        if (!report.HasFailed(service.Instance))
            report.Failed(service.Instance, ExitCode.ServiceNotInstalled, $"The service '{service.Service}' disappeared while it was worked on. Try again.");
        return null;
    }

    // One that may not be looked at keeps the others from nothing.
    private static Service? Find(CommandHost host, InstanceService service, ChangeReport report)
    {
        try
        {
            return host.Services.Find(service.Service);
        }
        catch (ServiceException refused)
        {
            report.Failed(service.Instance, Failure.ExitCodeOf(refused), refused.Message);
            return null;
        }
    }
}
