using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Lets services follow their executable into another folder and back. The arguments, whatever they are, stay as they are.
/// </summary>
internal sealed class ServicePaths(IServiceManager services, IExecutableFiles files)
{
    /// <summary>
    /// Makes the service run the executable that is there: the recorded one, or the one of the same name in
    /// <paramref name="folder"/> when that has gone, or when it is another's and the service is adopted.
    /// </summary>
    /// <param name="state">The service.</param>
    /// <param name="folder">Where the executables are.</param>
    /// <param name="adopts">Whether services of the vendor's are adopted; otherwise they get back what they ran.</param>
    /// <returns>A failed outcome when that could not be done.</returns>
    public InstanceOutcome? Adjust(InstanceState state, string folder, bool adopts)
    {
        if (state.ImagePath.Length == 0)
            return null;

        var moved = WindowsPath.Combine(folder, WindowsPath.FileName(state.Executable));
        var isMoved = state.IsAdopted ? adopts : !files.Exists(state.Executable);
        var wanted = isMoved && files.Exists(moved)
            ? ImagePath.Repoint(state.ImagePath, moved, files.Exists)
            : state.ImagePath;
        try
        {
            services.SetImagePath(state.Service, wanted);
            return null;
        }
        catch (ServiceException gone) when (gone.Error is ServiceError.NotFound or ServiceError.MarkedForDeletion)
        {
            // There is nothing that could run it.
            return null;
        }
        catch (ServiceException refused)
        {
            return new(state.Instance, state.Service, LifecycleStep.Release, StepResult.Failed, ServiceState.Stopped, 0, 0, refused.Message);
        }
    }
}
