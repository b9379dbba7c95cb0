namespace Octopus.Manager.Diagnostics;

/// <summary>One file of a diagnostics bundle.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What is in it, as a sentence.</param>
/// <param name="Query">The command line whose answer it is.</param>
public sealed record DiagnosticsPart(string Name, string Content, IReadOnlyList<string> Query);
