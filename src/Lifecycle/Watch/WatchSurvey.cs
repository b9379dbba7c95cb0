namespace Octopus.Lifecycle.Watch;

/// <summary>What the watchdog sees when it looks once.</summary>
/// <param name="Standstill">Why nothing may be started now; <see langword="null"/> when everything may.</param>
/// <param name="Findings">Every instance that it watches and that has a service, by name.</param>
/// <param name="Missing">The names of those that it should watch and that have none.</param>
public sealed record WatchSurvey(WatchStandstill? Standstill, IReadOnlyList<WatchFinding> Findings, IReadOnlyList<string> Missing);
