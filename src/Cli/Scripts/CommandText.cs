namespace Octopus.Cli.Scripts;

/// <summary>One command line of a script, without its executable. Secrets never get in: their place is marked.</summary>
public sealed class CommandText
{
    /// <summary>What stands for a secret.</summary>
    public const string Masked = "********";

    private readonly List<(string Text, bool IsValue)> _words = [];

    /// <summary>A command, for instance <c>service</c>.</summary>
    public CommandText(string command) => _words.Add((command, false));

    /// <summary>A command of another program than ours, for instance <c>sc.exe</c>, which Windows finds by its name.</summary>
    public static CommandText OfProgram(string program) => new(program) { IsOurs = false };

    /// <summary>Whether it is one of this product's executable.</summary>
    public bool IsOurs { get; private init; } = true;

    /// <summary>Adds a word as it is, for instance <c>--start</c>, unless <paramref name="when"/> says otherwise.</summary>
    public CommandText Flag(string word, bool when = true)
    {
        if (when)
            _words.Add((word, false));
        return this;
    }

    /// <summary>Adds a value that stands alone.</summary>
    public CommandText Value(string value)
    {
        _words.Add((value, true));
        return this;
    }

    /// <summary>Adds an option and its value; nothing when there is no value.</summary>
    public CommandText Option(string option, object? value)
    {
        if (value is not null)
        {
            _words.Add((option, false));
            _words.Add((Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!, true));
        }

        return this;
    }

    /// <summary>Adds an option whose value a person fills in, for instance <c>--home FOLDER</c>; the command is not whole then.</summary>
    public CommandText Blank(string option, string placeholder)
    {
        IsWhole = false;
        return Flag(option).Flag(placeholder);
    }

    /// <summary>Adds an option whose value is a secret, unless <paramref name="when"/> says otherwise.</summary>
    public CommandText Secret(string option, bool when = true) => when ? Option(option, Masked) : this;

    /// <summary>Whether it can run as it is.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The same words as a program passes them on, one by one.</summary>
    public IReadOnlyList<string> Arguments => [.. _words.SelectMany(word => word.IsValue ? [word.Text] : word.Text.Split(' '))];

    /// <summary>The line as the shell understands it.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="executable">Full path of the executable.</param>
    /// <exception cref="CommandException"><see cref="ExitCode.IllegalValue"/>: no line of this shell can hold one of the values.</exception>
    public string Write(Shell shell, string executable)
    {
        var words = _words.Select(word => word.IsValue ? ShellQuoting.Quote(shell, word.Text) : word.Text);
        return ShellQuoting.Call(shell, executable) + " " + string.Join(' ', words);
    }

    /// <summary>
    /// The whole line as a message to people has it, who paste it where they are: a command prompt and PowerShell both run it. Where a value
    /// means something to one of them, there is a line for each; no value with a quotation mark reaches a program from every PowerShell.
    /// </summary>
    /// <param name="executable">Full path of the executable.</param>
    public string Told(string executable)
    {
        var program = IsOurs ? executable : null;
        var values = _words.Where(word => word.IsValue).Select(word => word.Text).ToList();
        string Line(string? call, Func<string, string> quote) =>
            string.Join(' ', new[] { call }.OfType<string>().Concat(_words.Select(word => word.IsValue ? quote(ShellQuoting.Printable(word.Text)) : word.Text)));
        if (values.TrueForAll(ShellQuoting.IsPlain) && (program is null || ShellQuoting.IsPlain(program)))
            return Line(program is null ? null : ShellQuoting.PlainCall(program), value => $"\"{value}\"");

        var atPrompt = $"{Line(program is null ? null : ShellQuoting.AtPrompt(program), ShellQuoting.AtPrompt)} (in a command prompt)";
        return values.Exists(value => value.Contains('"', StringComparison.Ordinal))
            ? atPrompt
            : $"{atPrompt}, {Line(program is null ? null : $"& {ShellQuoting.Literal(program)}", ShellQuoting.Literal)} (in PowerShell)";
    }

    /// <summary>
    /// The command as a message to people shows it: without the executable, values quoted. Where a value would end the line or the quotes
    /// there is a mark instead, so that whoever copies it gets an error and not another command.
    /// </summary>
    public override string ToString() => string.Join(' ', _words.Select(word => word.IsValue ? $"\"{Shown(word.Text)}\"" : word.Text));

    private static string Shown(string value) => ShellQuoting.Printable(value).Replace('"', '\uFFFD');
}
