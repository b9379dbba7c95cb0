using System.CommandLine;
using Octopus.Cli.Scripts;

namespace Octopus.Cli.Secrets;

/// <summary>
/// A secret that a command needs, and the ways to give it: a file, standard input, an environment variable, a question; and, where
/// the vendor has it, the command line, which everybody on the machine can read.
/// </summary>
/// <param name="host">The machine and the terminal.</param>
/// <param name="what">What it is, for people: "the password of the service's account".</param>
/// <param name="name">What its options begin with: <c>--password</c>.</param>
/// <param name="variable">The environment variable that may hold it.</param>
public sealed class SecretInput(CommandHost host, string what, string name, string variable)
{
    private readonly Option<string?> _file = new($"{name}-file") { HelpName = "FILE", Description = $"A file that holds {what}." };
    private readonly Option<bool> _input = new($"{name}-stdin") { Description = $"Read {what} from standard input." };
    private Option<string?>? _plain;

    // Standard input is read once and a person asked once, however often a plan is made.
    private string? _secret;

    /// <summary>Accepts it on the command line too, as the vendor's scripts give it.</summary>
    public SecretInput AlsoPlain(params string[] aliases)
    {
        _plain = new(name, aliases) { HelpName = "SECRET", Description = $"{char.ToUpperInvariant(what[0])}{what[1..]}, for everybody to read in the list of processes. Prefer another way." };
        return this;
    }

    /// <summary>The options.</summary>
    public IEnumerable<Option> Options => _plain is null ? [_file, _input] : [_plain, _file, _input];

    /// <summary>Whether an option gives it.</summary>
    public bool IsGiven(ParseResult parse) =>
        (_plain is not null && parse.GetValue(_plain) is not null) || parse.GetValue(_file) is not null || parse.GetValue(_input);

    /// <summary>Adds the way it was given to a command line, and not the secret. A variable and a question need no option.</summary>
    public CommandText AddTo(CommandText command, ParseResult parse) => command
        .Option($"{name}-file", parse.GetValue(_file))
        .Flag($"{name}-stdin", parse.GetValue(_input))
        .Secret(name, _plain is not null && parse.GetValue(_plain) is not null);

    /// <summary>The secret, or <see langword="null"/> when it was given in none of the ways. Nobody is asked.</summary>
    /// <exception cref="CommandException">
    /// <see cref="ExitCode.Usage"/> when it was given in two ways, <see cref="ExitCode.SecretUnusable"/> when it is empty.
    /// </exception>
    public string? Find(ParseResult parse) => _secret ??= Look(parse);

    private string? Look(ParseResult parse)
    {
        var plain = _plain is null ? null : parse.GetValue(_plain);
        var file = Cli.Options.PathOf(parse, _file);
        var input = parse.GetValue(_input);
        if ((plain is null ? 0 : 1) + (file is null ? 0 : 1) + (input ? 1 : 0) > 1)
            throw new CommandException(ExitCode.Usage, $"Two options give {what}. Leave all but one out.");
        if (plain is not null)
        {
            host.Error.WriteLine($"Warning: what follows {name} can be read in the list of processes. Use {name}-stdin, {name}-file or the variable {variable}.");
            return NotEmpty(plain, name);
        }

        if (file is not null)
            return NotEmpty(OneLine(TextOf(file)), file);
        if (input)
            return NotEmpty(OneLine(host.Terminal.ReadInput()), "standard input");
        return host.Terminal.Variable(variable) is { Length: > 0 } value ? value : null;
    }

    /// <summary>The secret; a person is asked for it when it was given in none of the ways.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="twice">Whether to ask twice, because nobody could tell later that it was mistyped.</param>
    /// <exception cref="CommandException">As in <see cref="Find"/>; and <see cref="ExitCode.SecretUnusable"/> when there is nobody to ask.</exception>
    public string Require(ParseResult parse, bool twice = false)
    {
        if (Find(parse) is { } given)
            return given;
        if (!host.Terminal.CanAsk)
            throw new CommandException(ExitCode.SecretUnusable, $"This needs {what}. Give it with {name}-file FILE, {name}-stdin or the variable {variable}.");
        var answer = NotEmpty(host.Terminal.AskSecretly($"Type {what}:") ?? "", "the answer");
        _secret = answer;
        return twice && host.Terminal.AskSecretly("Type it again:") != answer
            ? throw new CommandException(ExitCode.SecretUnusable, "The two are not the same, so nothing has been changed. Try again.")
            : answer;
    }

    private string TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(ExitCode.FileAccess, $"There is no file {file}, which should hold {what}. Name another one with {name}-file.", missing);
        }
    }

    private string NotEmpty(string secret, string from) => secret.Length > 0
        ? secret
        : throw new CommandException(ExitCode.SecretUnusable, $"{char.ToUpperInvariant(from[0])}{from[1..]} holds nothing, and {what} cannot be empty. Put it there, or give it another way.");

    // What editors and 'echo' end a line with is not part of it; anything else may be.
    private static string OneLine(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
