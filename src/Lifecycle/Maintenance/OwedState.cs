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
    internal bool IsOverruled(InstanceState now) =>
        !IsHeld && now.StartType == Services.StartType.Disabled && State.StartType != Services.StartType.Disabled;
}
