using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.Cli.Services;

/// <summary>Removes services that have stopped.</summary>
internal sealed class ServiceRemoval(IServiceManager services, TimeProvider time)
{
    /// <summary>
    /// Deletes a service and looks whether it has gone. It stays as long as somebody holds it open; this program may itself have done so
    /// a moment ago, so it is waited for.
    /// </summary>
    /// <returns>Whether it has gone. If not, it goes when it is held no longer.</returns>
    /// <exception cref="ServiceException">It was not deleted.</exception>
    public async Task<bool> Remove(string service, CancellationToken cancellation)
    {
        try
        {
            services.Delete(service);
        }
        catch (ServiceException gone) when (gone.Error is ServiceError.NotFound or ServiceError.MarkedForDeletion)
        {
            // Somebody was quicker.
        }

        var began = time.GetTimestamp();
        while (services.Look(service) is not null)
        {
            if (time.GetElapsedTime(began) >= Timeouts.ServiceRemoval)
                return false;
            await Task.Delay(Timeouts.RemovalLook, time, cancellation).ConfigureAwait(false);
        }

        return true;
    }
}
