using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>
/// Keeps everybody from starting an instance while its files change: a watchdog, a failure action, a person. A disabled service
/// cannot be started, whoever asks.
/// </summary>
internal sealed class StartHold(IServiceManager services)
{
    /// <summary>Disables every one. One whose service is gone meanwhile is left out.</summary>
    /// <exception cref="ServiceException">The service control manager refused.</exception>
    public void Take(IEnumerable<InstanceState> instances)
    {
        foreach (var state in instances)
            Change(state, StartType.Disabled);
    }

    /// <summary>Gives one its recorded start type back.</summary>
    /// <returns>A failed outcome when that could not be done.</returns>
    public InstanceOutcome? Release(InstanceState state)
    {
        try
        {
            Change(state, state.StartType);
            return null;
        }
        catch (ServiceException refused)
        {
            return new(
                state.Instance, state.Service, LifecycleStep.Release, StepResult.Failed, ServiceState.Stopped, 0, 0,
                $"{refused.Message} It is disabled now and was {state.StartType} before.");
        }
    }

    // Not looked at first: all this happens between the first stop and the last start, and to look costs more than to change.
    private void Change(InstanceState state, StartType startType)
    {
        try
        {
            services.SetStartType(state.Service, startType);
        }
        catch (ServiceException gone) when (gone.Error == ServiceError.NotFound)
        {
            // There is nobody who could start it.
        }
    }
}
