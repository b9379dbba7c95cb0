using System.Text;

namespace Octopus.Cli.Scripts;

/// <summary>How each shell passes a value on exactly as it is.</summary>
internal static class ShellQuoting
{
    // PowerShell ends a quoted text at any of these.
    private const string PowerShellQuotes = "'\u2018\u2019\u201A\u201B";

    /// <summary>A value as one argument.</summary>
    public static string Quote(Shell shell, string value) => shell == Shell.Cmd ? ForCmd(Argument(value)) : ForPowerShell(value);

    /// <summary>The call of a program.</summary>
    public static string Call(Shell shell, string executable) =>
        shell == Shell.Cmd ? ForCmd($"\"{executable}\"") : $"& {ForPowerShell(executable)}";

    /// <summary>A line that the shell does not run.</summary>
    public static string Comment(Shell shell, string text) => shell == Shell.Cmd ? $"rem {ForCmd(text)}" : $"# {text}";

    // Between quotes only the percent sign means something to a .cmd file.
    private static string ForCmd(string text) => text.Replace("%", "%%", StringComparison.Ordinal);

    private static string ForPowerShell(string value)
    {
        var text = new StringBuilder("'");
        foreach (var letter in value)
        {
            text.Append(letter);
            if (PowerShellQuotes.Contains(letter))
                text.Append(letter);
        }

        return text.Append('\'').ToString();
    }

    // The rule by which programs take a command line apart: backslashes count only before a quote.
    // https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-commandlinetoargvw
    private static string Argument(string value)
    {
        var text = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var letter in value)
        {
            if (letter == '"')
                text.Append('\\', backslashes + 1);
            text.Append(letter);
            backslashes = letter == '\\' ? backslashes + 1 : 0;
        }

        return text.Append('\\', backslashes).Append('"').ToString();
    }
}
