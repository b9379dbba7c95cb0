using System.Text;

namespace Octopus.Cli.Scripts;

/// <summary>
/// The lines of a script that give a command a secret by a variable of the environment, where no list of processes shows it, and
/// that take the variable away afterwards.
/// </summary>
public static class EnvironmentText
{
    // What a command prompt would not take as it is. Without quotes around it a quote needs no partner either.
    private const string MeaningfulToCmd = "^&|<>()\"";

    /// <summary>The line that sets a variable.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="variable">The variable's name.</param>
    /// <param name="value">What it is set to.</param>
    public static string Set(Shell shell, string variable, string value) => shell == Shell.Cmd
        ? $"set {variable}={ForCmd(value)}"
        : $"$env:{variable} = {ShellQuoting.Quote(shell, value)}";

    /// <summary>The line that takes it away.</summary>
    public static string Clear(Shell shell, string variable) => shell == Shell.Cmd ? $"set {variable}=" : $"Remove-Item Env:{variable}";

    private static string ForCmd(string value)
    {
        var text = new StringBuilder();
        foreach (var letter in value)
        {
            if (MeaningfulToCmd.Contains(letter, StringComparison.Ordinal))
                text.Append('^');
            text.Append(letter);
        }

        return text.Replace("%", "%%").ToString();
    }
}
