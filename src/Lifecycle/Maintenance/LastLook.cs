using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Looks once more at every service that was started, when the installation ends: one may have ended since, and a result that says
/// that everything runs is to be true.
/// </summary>
internal static class LastLook
{
    /// <summary>The entry, with a failed start for each service that does not run any more. What failed before is said already.</summary>
    public static JournalEntry Over(JournalEntry entry, IServiceManager services)
    {
        var failed = new HashSet<string>(entry.Outcomes.Where(outcome => outcome.HasFailed).Select(outcome => outcome.Service), StringComparer.OrdinalIgnoreCase);
        var ended = entry.Plan.ToStart().Where(state => !failed.Contains(state.Service) && HasEnded(services, state.Service)).ToList();
        var names = new HashSet<string>(ended.Select(state => state.Service), StringComparer.OrdinalIgnoreCase);
        return entry with
        {
            Outcomes =
            [
                .. entry.Outcomes.Where(outcome => outcome.Step != LifecycleStep.Start || !names.Contains(outcome.Service)),
                .. ended.Select(state => new InstanceOutcome(
                    state.Instance, state.Service, LifecycleStep.Start, StepResult.Failed, ServiceState.Stopped, 0, 0, $"{state.Subject} started, and has stopped since.")),
            ],
        };
    }

    private static bool HasEnded(IServiceManager services, string service)
    {
        try
        {
            return services.Look(service) is { State: ServiceState.Stopped or ServiceState.StopPending };
        }
        catch (ServiceException)
        {
            // Who may not be looked at has not been seen to end.
            return false;
        }
    }
}
