namespace Octopus.Services;

/// <summary>How Windows starts a service again that failed: that crashed, or that stopped with an error.</summary>
/// <param name="Delays">How long it waits before the first start, the second, and each after those.</param>
/// <param name="ResetAfter">A service that ran for so long has never failed.</param>
public sealed record ServiceRecovery(IReadOnlyList<TimeSpan> Delays, TimeSpan ResetAfter)
{
    /// <summary>After one minute, after another, and then every five; forgotten after a day.</summary>
    public static ServiceRecovery Default { get; } = new([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)], TimeSpan.FromDays(1));

    /// <summary>Windows leaves a service that failed as it is.</summary>
    public static ServiceRecovery None { get; } = new([], TimeSpan.Zero);

    /// <inheritdoc/>
    public bool Equals(ServiceRecovery? other) => other is not null && ResetAfter == other.ResetAfter && Delays.SequenceEqual(other.Delays);

    /// <inheritdoc/>
    public override int GetHashCode() => ResetAfter.GetHashCode() ^ Delays.Count;
}
