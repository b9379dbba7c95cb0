using System.CommandLine;

namespace Octopus.Cli;

/// <summary>Options that several commands have, spelled once.</summary>
public static class Options
{
    /// <summary><c>--instance NAME</c>.</summary>
    public static Option<string?> Instance(CommandHost host) => new("--instance")
    {
        HelpName = "NAME",
        Description = $"The instance. Default: {host.Application.DefaultInstance}.",
    };

    internal static Option<string?> Home() => new("--home", "--homedir")
    {
        HelpName = "FOLDER",
        Description = "Its home directory, for logs and data. No two instances share one.",
    };

    internal static Option<int?> Port() => new("--port")
    {
        HelpName = "PORT",
        Description = "The TCP port it listens on. No two instances share one.",
    };

    internal static Option<OutputFormat> Format() => new("--format")
    {
        Description = "How to answer: text for people, json for programs.",
        DefaultValueFactory = _ => OutputFormat.Text,
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
