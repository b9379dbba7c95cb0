namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>One measured interruption of so many services, in milliseconds.</summary>
/// <param name="Services">How many services.</param>
/// <param name="Milliseconds">From the first that was asked to stop to the last that was healthy again.</param>
/// <param name="Phases">What that is made of, in order; empty where only the whole is known.</param>
internal sealed record Round(int Services, double Milliseconds, IReadOnlyList<Phase> Phases);

/// <summary>A part of an interruption.</summary>
internal sealed record Phase(string Name, double Milliseconds);
