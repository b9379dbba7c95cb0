using Octopus.Cli.Scripts;

namespace Octopus.Manager.Commands;

/// <summary>The script of a job: the lines that do the same in a shell.</summary>
/// <param name="executable">Full path of the executable that the lines call.</param>
public sealed class ScriptText(string executable)
{
    /// <summary>Writes it.</summary>
    /// <param name="commands">What runs, in order.</param>
    /// <param name="shell">The shell.</param>
    /// <param name="revealed">Whether secrets are written out.</param>
    public string Write(IReadOnlyList<ManagerCommand> commands, Shell shell, bool revealed) =>
        string.Join(Environment.NewLine, commands.SelectMany(command => Lines(command, shell, revealed)));

    private IEnumerable<string> Lines(ManagerCommand command, Shell shell, bool revealed)
    {
        if (command.Secret is { } secret)
            yield return EnvironmentText.Set(shell, secret.Variable, revealed ? secret.Value : CommandText.Masked);
        yield return command.Words.Write(shell, executable);
        if (command.Secret is { } used)
            yield return EnvironmentText.Clear(shell, used.Variable);
    }
}
