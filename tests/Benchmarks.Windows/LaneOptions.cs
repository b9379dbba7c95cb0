using System.Globalization;

namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>What one lane measures: <c>WAY ROUNDS COUNTS FIRSTPORT ARTIFACTS OUTPUT</c>.</summary>
/// <param name="Way">The name of the way.</param>
/// <param name="Rounds">How often each number of services is measured.</param>
/// <param name="Counts">The numbers of services, rising.</param>
/// <param name="FirstPort">The services listen from here on: lanes beside each other have one network.</param>
/// <param name="Artifacts">Where packages and the service are.</param>
/// <param name="Output">The file that the rounds are written to.</param>
internal sealed record LaneOptions(string Way, int Rounds, IReadOnlyList<int> Counts, int FirstPort, string Artifacts, string Output)
{
    /// <summary>What the ways begin with that measure a shape of the product, and its packages.</summary>
    public const string Payload = "payload-";

    public static LaneOptions Parse(string[] args) => new(
        args[0],
        Number(args[1]),
        [.. args[2].Split(',').Select(Number)],
        Number(args[3]),
        args[4],
        args[5]);

    /// <summary>The service's program as it was built.</summary>
    public string Service => Path.Combine(Artifacts, "bench", "service", "Tentacle.exe");

    /// <summary>One of two packages of the same content, of which each upgrades the other.</summary>
    public string Package(string name, int number) => Path.Combine(Artifacts, $"Benchmark-{name}-{(number % 2 == 0 ? 'a' : 'b')}.msi");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
