using Octopus.Cli;

namespace Octopus.Manager.Commands;

/// <summary>What a query answered.</summary>
/// <param name="Value">The answer; nothing when there is none.</param>
/// <param name="ExitCode">What the command returned.</param>
/// <param name="Problem">What it told people, as sentences; <see langword="null"/> when nothing.</param>
public sealed record QueryResult<T>(T? Value, ExitCode ExitCode, string? Problem)
    where T : class;
