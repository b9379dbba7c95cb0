namespace Octopus.Cli;

/// <summary>A command cannot do what it was asked. The message is one sentence and the next step; nothing was changed.</summary>
public sealed class CommandException(ExitCode exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The exit code of the command.</summary>
    public ExitCode ExitCode { get; } = exitCode;
}
