namespace Octopus.Tests.Suite;

/// <summary>How many tests went how.</summary>
internal sealed record Counters(int Passed, int Failed, int Skipped)
{
    public static Counters operator +(Counters one, Counters other) =>
        new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped);

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
