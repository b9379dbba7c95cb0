using Octopus.Cli;

namespace Octopus.Manager.Commands;

/// <summary>What a command line gave back.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its answer.</param>
/// <param name="Errors">What it told people, line by line.</param>
public sealed record CommandResult(ExitCode ExitCode, string Output, IReadOnlyList<string> Errors);
