namespace Octopus.Lifecycle.Watch;

/// <summary>Why nothing may be started now.</summary>
/// <param name="IsInterrupted">Whether nothing will ever change about it by itself: an installation was interrupted.</param>
/// <param name="Reason">What is the matter and what to do, as sentences.</param>
public sealed record WatchStandstill(bool IsInterrupted, string Reason);
