namespace Octopus.Cli.Help;

/// <summary>A command line that people can copy.</summary>
/// <param name="Does">What it does, as an imperative without its full stop.</param>
/// <param name="Arguments">The line without the executable.</param>
public sealed record Example(string Does, string Arguments);
