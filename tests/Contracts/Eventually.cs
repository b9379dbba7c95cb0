namespace Octopus.Tests.Contracts;

/// <summary>For what nobody notifies about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task Holds(Func<bool> condition, string meaning, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Limit)
                Assert.Fail($"Not within {Limit.TotalSeconds} s: {meaning}.");
            await Task.Delay(Interval, cancellation);
        }
    }
}
