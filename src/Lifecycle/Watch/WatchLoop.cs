using System.ComponentModel;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle.Watch;

/// <summary>Round after round until somebody stops it. What is wrong with one round is no reason not to try the next.</summary>
/// <param name="file">The settings, read anew for each round.</param>
/// <param name="round">The rounds.</param>
/// <param name="time">The clock.</param>
public sealed class WatchLoop(WatchdogSettingsFile file, WatchRound round, TimeProvider time)
{
    /// <summary>Watches.</summary>
    /// <param name="stop">Ends it.</param>
    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await time.Delay(await Once(stop).ConfigureAwait(false), stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // That is how it ends.
            }
        }
    }

    /// <summary>Makes one round and returns how long to wait for the next.</summary>
    private async Task<TimeSpan> Once(CancellationToken stop)
    {
        var interval = WatchdogSettings.DefaultInterval;
        try
        {
            // Not all instances for want of a file that says which: somebody may have had reasons for a shorter list.
            var settings = file.Read()
                ?? throw new InstanceException(InstanceError.ConfigurationUnusable, $"The watchdog has no settings: {file.Path} is not there. Write them with: watchdog create.");
            interval = settings.Interval;
            await round.Run(settings.Scope, stop).ConfigureAwait(false);
        }
        catch (Exception obstacle) when (obstacle is InstanceException or ServiceException or Win32Exception or IOException or UnauthorizedAccessException)
        {
            round.Skip(obstacle.Message);
        }

        return TimeSpan.FromMinutes(interval);
    }
}
