namespace Octopus.Tests.Benchmarks.Reports;

/// <summary>What one part of the benchmark says.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="Tables">The numbers.</param>
/// <param name="Targets">What they had to be.</param>
/// <param name="Notes">What bounds the numbers, and how they came about; one paragraph each.</param>
internal sealed record Report(string Title, IReadOnlyList<Table> Tables, IReadOnlyList<Target> Targets, IReadOnlyList<string> Notes);
