using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Lets services follow their executable into another folder and back. The arguments, whatever they are, stay as they are.
/// </summary>
internal sealed class ServicePaths(IServiceManager services, IExecutableFiles files)
{
    /// <summary>
    /// Makes each service run the executable that is there: the recorded one, or the one of the same name in
    /// <paramref name="folder"/> when that has gone. What could not be done comes back as failed outcomes.
    /// </summary>
    public IReadOnlyList<InstanceOutcome> Adjust(IEnumerable<InstanceState> instances, string folder)
    {
        var failed = new List<InstanceOutcome>();
        foreach (var state in instances.Where(state => state.ImagePath.Length > 0))
        {
            try
            {
                Adjust(state, folder);
            }
            catch (ServiceException refused)
            {
                failed.Add(new(state.Instance, state.Service, LifecycleStep.Release, StepResult.Failed, ServiceState.Stopped, 0, 0, refused.Message));
            }
        }

        return failed;
    }

    private void Adjust(InstanceState state, string folder)
    {
        var moved = WindowsPath.Combine(folder, WindowsPath.FileName(state.Executable));
        var wanted = !files.Exists(state.Executable) && files.Exists(moved)
            ? ImagePath.Repoint(state.ImagePath, moved, files.Exists)
            : state.ImagePath;
        try
        {
            services.SetImagePath(state.Service, wanted);
        }
        catch (ServiceException gone) when (gone.Error == ServiceError.NotFound)
        {
            // There is nothing that could run it.
        }
    }
}
