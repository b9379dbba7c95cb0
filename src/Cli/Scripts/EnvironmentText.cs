namespace Octopus.Cli.Scripts;

/// <summary>
/// The lines of a script that give a command a secret by a variable of the environment, where no list of processes shows it, and
/// that take the variable away afterwards.
/// </summary>
public static class EnvironmentText
{
    /// <summary>The line that sets a variable.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="variable">The variable's name.</param>
    /// <param name="value">What it is set to.</param>
    /// <exception cref="CommandException"><see cref="ExitCode.IllegalValue"/>: no line of a script can hold it.</exception>
    public static string Set(Shell shell, string variable, string value) => shell == Shell.Cmd
        ? $"set {variable}={ShellQuoting.Escaped(value)}"
        : $"$env:{variable} = {ShellQuoting.Text(value)}";

    /// <summary>The line that takes it away.</summary>
    public static string Clear(Shell shell, string variable) => shell == Shell.Cmd ? $"set {variable}=" : $"Remove-Item Env:{variable}";
}
