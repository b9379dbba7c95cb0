namespace Octopus.Cli.Plans;

/// <summary>One of several instances that cannot be changed as asked. The others are.</summary>
/// <param name="Instance">Its name.</param>
/// <param name="ExitCode">Why.</param>
/// <param name="Problem">What is wrong and what to do.</param>
public sealed record RefusedInstance(string Instance, ExitCode ExitCode, string Problem);
