using Octopus.Tests.Benchmarks.Reports;

namespace Octopus.Tests.Benchmarks;

/// <summary>A part of the benchmark that can run alone. What cannot be measured is an error, never a number.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line, and its report in <c>artifacts/bench</c>.</summary>
    string Name { get; }

    /// <summary>About how long it takes on two idle cores.</summary>
    TimeSpan Duration { get; }

    /// <summary>Measures, and says what came of it.</summary>
    Task<Report> Run();
}
