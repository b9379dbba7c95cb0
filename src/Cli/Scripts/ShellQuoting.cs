using System.Text;

namespace Octopus.Cli.Scripts;

/// <summary>How each shell passes a value on exactly as it is. A value that would not arrive so is refused.</summary>
public static class ShellQuoting
{
    // PowerShell ends a quoted text at any of these.
    private const string PowerShellQuotes = "'\u2018\u2019\u201A\u201B";

    // What means something to a command prompt outside quotes.
    private const string MeaningfulToCmd = "^&|<>()\"";

    /// <summary>A value as one argument of a program.</summary>
    /// <exception cref="CommandException"><see cref="ExitCode.IllegalValue"/>: no line of this shell can hold it.</exception>
    public static string Quote(Shell shell, string value)
    {
        var argument = Argument(Checked(value));
        var hasQuote = value.Contains('"', StringComparison.Ordinal);
        return (shell, hasQuote) switch
        {
            (Shell.Cmd, false) => ForCmd(argument),
            // A quote inside would end the quotes, as the command prompt sees it, and what follows would be its own.
            (Shell.Cmd, true) => Escaped(argument),
            (_, false) => Text(value),
            _ => throw new CommandException(ExitCode.IllegalValue, $"'{Printable(value)}' contains a quotation mark, and not every PowerShell passes one on to a program. Use --shell cmd."),
        };
    }

    /// <summary>A value that PowerShell itself uses, and passes on to no program.</summary>
    /// <inheritdoc cref="Quote" path="/exception"/>
    public static string Text(string value)
    {
        var text = new StringBuilder("'");
        foreach (var letter in Checked(value))
        {
            text.Append(letter);
            if (PowerShellQuotes.Contains(letter))
                text.Append(letter);
        }

        return text.Append('\'').ToString();
    }

    /// <summary>A value that stands for itself at a command prompt, without quotes around it.</summary>
    /// <inheritdoc cref="Quote" path="/exception"/>
    public static string Escaped(string value)
    {
        var text = new StringBuilder();
        foreach (var letter in Checked(value))
        {
            if (MeaningfulToCmd.Contains(letter, StringComparison.Ordinal))
                text.Append('^');
            text.Append(letter);
        }

        return ForCmd(text.ToString());
    }

    /// <summary>The call of a program.</summary>
    public static string Call(Shell shell, string executable) =>
        shell == Shell.Cmd ? ForCmd($"\"{Checked(executable)}\"") : $"& {Text(executable)}";

    /// <summary>A line that the shell does not run, whatever is in it.</summary>
    public static string Comment(Shell shell, string text)
    {
        var line = Printable(text);
        if (shell != Shell.Cmd)
            return $"# {line}";
        // Of a remark the command prompt reads the first word, and nothing after it.
        var first = line.Length - line.TrimStart().Length;
        var end = line.IndexOf(' ', first) is var space and >= 0 ? space : line.Length;
        return $"rem {Escaped(line[..end])}{ForCmd(line[end..])}";
    }

    /// <summary>A text on one line, with a mark in place of what would end it or be seen as nothing.</summary>
    public static string Printable(string text) => new([.. text.Select(letter => EndsLine(letter) ? '\uFFFD' : letter)]);

    /// <summary>Whether a letter ends a line somewhere, or is none that a line has.</summary>
    public static bool EndsLine(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';

    private static string Checked(string value)
    {
        foreach (var letter in value)
        {
            if (EndsLine(letter))
                throw new CommandException(ExitCode.IllegalValue, $"'{Printable(value)}' contains the character U+{(int)letter:X4}, which no line of a script can hold. Give it without.");
        }

        return value;
    }

    // Between quotes only the percent sign means something to a .cmd file.
    private static string ForCmd(string text) => text.Replace("%", "%%", StringComparison.Ordinal);

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
