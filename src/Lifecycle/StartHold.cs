using System.Diagnostics.CodeAnalysis;
using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>
/// Keeps everybody from starting an instance while its files change: a watchdog, a failure action, a person. A disabled service
/// cannot be started, whoever asks.
/// </summary>
internal sealed class StartHold(IServiceManager services)
{
    /// <summary>
    /// Disables every one. One whose service is gone meanwhile, or deleted and only kept by somebody who holds it open, is left out:
    /// nobody can start it.
    /// </summary>
    /// <returns>A failed outcome for each that could not be disabled; somebody could start it. The others are.</returns>
    public IReadOnlyList<InstanceOutcome> Take(IEnumerable<InstanceState> instances) =>
        [.. instances.Select(state => Change(state, LifecycleStep.Hold, StartType.Disabled)).OfType<InstanceOutcome>()];

    /// <summary>Gives one its recorded start type back.</summary>
    /// <returns>A failed outcome when that could not be done.</returns>
    public InstanceOutcome? Release(InstanceState state) => Change(state, LifecycleStep.Release, state.StartType);

    // Not looked at first: all this happens between the first stop and the last start, and to look costs more than to change.
    [SuppressMessage("Design", "CA1031", Justification = "Whatever one instance's service does is that instance's outcome and reaches no other.")]
    private InstanceOutcome? Change(InstanceState state, LifecycleStep step, StartType startType)
    {
        try
        {
            services.SetStartType(state.Service, startType);
            return null;
        }
        catch (ServiceException gone) when (gone.Error is ServiceError.NotFound or ServiceError.MarkedForDeletion)
        {
            // There is nobody who could start it.
            return null;
        }
        catch (Exception refused)
        {
            return new(state.Instance, state.Service, step, StepResult.Failed, state.State, 0, 0, $"{refused.Message} {Now(state, step)}");
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "What went wrong is told already; that it cannot even be looked at is part of it.")]
    private string Now(InstanceState state, LifecycleStep step)
    {
        StartType? now;
        try
        {
            now = services.Find(state.Service)?.StartType;
        }
        catch (Exception)
        {
            now = null;
        }

        return (step, now) switch
        {
            (LifecycleStep.Hold, _) => "Until the files are replaced somebody could start it.",
            (_, null) => $"Its start type was {state.StartType} before; look what it is now.",
            (_, { } type) when type == state.StartType => $"It is {type}, as it was before.",
            (_, { } type) => $"It is {type} now and was {state.StartType} before. Change it with: sc.exe config \"{state.Service}\" start= {Word(state.StartType)}.",
        };
    }

    private static string Word(StartType type) => type switch
    {
        StartType.Automatic => "auto",
        StartType.AutomaticDelayed => "delayed-auto",
        StartType.Disabled => "disabled",
        _ => "demand",
    };
}
