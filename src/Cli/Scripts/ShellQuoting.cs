using System.Globalization;
using System.Text;

namespace Octopus.Cli.Scripts;

/// <summary>How each shell passes a value on exactly as it is. A value that would not arrive so is refused.</summary>
public static class ShellQuoting
{
    // PowerShell ends a quoted text at any of these.
    private const string PowerShellQuotes = "'\u2018\u2019\u201A\u201B";

    // What means something to a command prompt outside quotes.
    private const string MeaningfulToCmd = "^&|<>()\"";

    // What means something between double quotes: to PowerShell, among them three more double quotes, to a command prompt, or to both.
    private const string MeaningfulInQuotes = "$`\u201C\u201D\u201E%\"";

    // Of a path without quotes.
    private const string MeansNothing = "\\:._-";

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

    /// <summary>
    /// A value that PowerShell itself uses, and passes on to no program. All of it is ASCII: Windows PowerShell reads a script in the code
    /// page of the machine, where other letters would be others again, quotation marks among them.
    /// </summary>
    /// <inheritdoc cref="Quote" path="/exception"/>
    public static string Text(string value)
    {
        if (Ascii.IsValid(Checked(value)))
            return Literal(value);
        var text = new StringBuilder("\"");
        foreach (var letter in value)
        {
            if (!char.IsAscii(letter))
                text.Append(CultureInfo.InvariantCulture, $"$([char]0x{(int)letter:X4})");
            else if (MeaningfulInQuotes.Contains(letter, StringComparison.Ordinal) && letter != '%')
                text.Append('`').Append(letter);
            else
                text.Append(letter);
        }

        return text.Append('"').ToString();
    }

    /// <summary>Whether a value between double quotes is itself to a command prompt and to PowerShell alike.</summary>
    public static bool IsPlain(string value) => value.Length > 0 && value[^1] != '\\' && !value.Any(letter => MeaningfulInQuotes.Contains(letter, StringComparison.Ordinal));

    /// <summary>The call of a program as both understand it, when <see cref="IsPlain"/> says that its path is itself to both.</summary>
    /// <param name="executable">Full path of the executable.</param>
    public static string PlainCall(string executable)
    {
        if (executable.All(letter => char.IsAsciiLetterOrDigit(letter) || MeansNothing.Contains(letter, StringComparison.Ordinal)))
            return executable;
        // Of a line that begins with a quotation mark PowerShell makes a text and no command.
        var root = Path.GetPathRoot(executable) is { Length: > 0 } own ? own.Length : executable.IndexOf('\\', StringComparison.Ordinal) + 1;
        return $"{executable[..root]}\"{executable[root..]}\"";
    }

    /// <summary>A value as one argument of a program, for a line that a person pastes at a command prompt.</summary>
    public static string AtPrompt(string value)
    {
        var argument = Argument(Printable(value));
        if (!value.Any(letter => letter is '"' or '%'))
            return argument;
        // Between quotes a percent sign cannot be escaped, and outside them a prompt, other than a file, takes it with a caret.
        return new([.. argument.SelectMany(letter => MeaningfulToCmd.Contains(letter, StringComparison.Ordinal) || letter == '%' ? new[] { '^', letter } : [letter])]);
    }

    /// <summary>A value as one argument of a program, for a line that a person pastes into PowerShell.</summary>
    public static string Literal(string value)
    {
        var text = new StringBuilder("'");
        foreach (var letter in Printable(value))
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
