namespace Octopus.Lifecycle;

/// <summary>A span of time, and what is left of it.</summary>
internal sealed class Deadline(TimeSpan span, TimeProvider time)
{
    private long _began = time.GetTimestamp();

    /// <summary>What is left; never less than nothing.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = span - time.GetElapsedTime(_began);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>The whole span is left again.</summary>
    public void BeginAgain() => _began = time.GetTimestamp();
}
