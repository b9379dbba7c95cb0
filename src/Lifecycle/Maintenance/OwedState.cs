using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// What one service is owed: somebody of ours has stopped it for a while and will start it again. It stays owed, whatever becomes of that
/// process, until the service has it back or a person has decided otherwise.
/// </summary>
/// <param name="State">The service as it was.</param>
/// <param name="By">What took it, for people: <c>Upgrade to version 1.1.0</c>, <c>service --restart</c>.</param>
/// <param name="Since">When it was taken.</param>
/// <param name="Owner">The process that is giving it back; <see cref="JournalOwner.Nobody"/> when none is any more.</param>
/// <param name="IsHeld">Whether its start type was taken too: it was disabled, so that nobody could start it.</param>
public sealed record OwedState(InstanceState State, string By, DateTimeOffset Since, JournalOwner Owner, bool IsHeld)
{
    /// <summary>
    /// Whether a person has decided about the service since: it was only stopped, and is disabled now.
    /// </summary>
    /// <param name="now">The service as it is.</param>
    public bool IsOverruled(InstanceState now) =>
        IsOverruled(now.StartType);

    /// <summary>Whether the service lacks what it is owed: it ran and does not, or nobody can start it that could be started.</summary>
    /// <param name="now">The service as it is; <see langword="null"/> when it has gone, and nothing can be given back.</param>
    public bool IsLacking(Service? now) =>
        now is not null && !IsOverruled(now.StartType)
        && ((State.ComesBack && (now.State is ServiceState.Stopped or ServiceState.StopPending))
            || (IsHeld && now.StartType == StartType.Disabled && State.StartType != StartType.Disabled));

    /// <summary>
    /// Whether the service is still the one that is owed, and not somebody else's of the same name: it runs what it ran, or what we pointed
    /// it to and has been taken away since. One that may not be looked at is not known to be; it stays owed.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="files">The files that they run.</param>
    public bool IsSame(IServiceManager services, IExecutableFiles files)
    {
        try
        {
            return services.Find(State.Service) is { } now && (State.ImagePath.Length == 0 || IsOurs(now.ImagePath, files));
        }
        catch (ServiceException)
        {
            return false;
        }
    }

    private bool IsOurs(string imagePath, IExecutableFiles files)
    {
        if (imagePath.Equals(State.ImagePath, StringComparison.OrdinalIgnoreCase))
            return true;
        var executable = ImagePath.Parse(imagePath, files.Exists).Executable;
        return !files.Exists(executable) && WindowsPath.FileName(executable).Equals(WindowsPath.FileName(State.Executable), StringComparison.OrdinalIgnoreCase);
    }

    private bool IsOverruled(StartType now) => !IsHeld && now == StartType.Disabled && State.StartType != StartType.Disabled;
}
