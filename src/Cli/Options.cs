using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Octopus.Cli.Completion;
using Octopus.Instances;

namespace Octopus.Cli;

/// <summary>Options that several commands have, spelled once.</summary>
public static class Options
{
    /// <summary><c>--instance NAME</c>.</summary>
    public static Option<string?> Instance(CommandHost host)
    {
        var option = new Option<string?>("--instance")
        {
            HelpName = "NAME",
            Description = $"The instance. Default: {host.Application.DefaultInstance}.",
        };
        option.Validators.Add(RefuseOptions);
        return option.Complete(host);
    }

    /// <summary>No name begins with a dash: somebody forgot the name, and the option behind it would be taken for one.</summary>
    internal static void RefuseOptions(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
            result.AddError($"'{token.Value}' is not the name of an instance. Write a name after {result.IdentifierToken?.Value ?? result.Option.Name}.");
    }

    internal static Option<string?> Home() => new("--home", "--homedir")
    {
        HelpName = "FOLDER",
        Description = "Its home directory, for logs and data. No two instances share one.",
    };

    internal static Option<int?> Port() => new("--port")
    {
        HelpName = "PORT",
        Description = "The TCP port it listens on. No two instances share one.",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port))
                return port;
            result.AddError($"'{text}' is not a TCP port. Choose one from {InstanceSettings.LowestPort} to {InstanceSettings.HighestPort} for --port.");
            return null;
        },
    };

    internal static Option<OutputFormat> Format(OutputFormat fallback = OutputFormat.Text) =>
        OneOf("--format", "How to answer: text for people, json for programs", fallback);

    /// <summary>An option that takes one of a few words.</summary>
    internal static Option<T> OneOf<T>(string name, string description, T fallback = default)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(word => word.ToLowerInvariant()).ToArray();
        var option = new Option<T>(name)
        {
            HelpName = string.Join('|', words),
            Description = $"{description}. Default: {fallback.ToString().ToLowerInvariant()}.",
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (words.Contains(text, StringComparer.OrdinalIgnoreCase))
                    return Enum.Parse<T>(text, ignoreCase: true);

                result.AddError($"'{text}' is not a value of {name}. Choose {(words is [var only] ? only : $"{string.Join(", ", words[..^1])} or {words[^1]}")}.");
                return fallback;
            },
        };
        // Or an enumeration's own spelling would be offered beside ours.
        option.CompletionSources.Clear();
        option.CompletionSources.Add(words);
        return option;
    }

    /// <summary>The full path that an option names, or <see langword="null"/> when the option is not there.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.IllegalValue"/> when it is empty, as from an unset variable of a script.</exception>
    internal static string? PathOf(ParseResult parse, Option<string?> option) => parse.GetValue(option) switch
    {
        null => null,
        { } path when string.IsNullOrWhiteSpace(path) => throw new InstanceException(
            InstanceError.IllegalValue, $"The path after {option.Name} is empty. Name a {option.HelpName!.ToLowerInvariant()}, or leave {option.Name} out."),
        { } path => Path.GetFullPath(path),
    };
}

/// <summary>How a command answers.</summary>
public enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,
    /// <summary>For programs.</summary>
    Json,
}
