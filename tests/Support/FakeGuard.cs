using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.Support;

/// <summary>A guard in memory.</summary>
public sealed class FakeGuard : IGuard
{
    /// <summary>Whether it watches.</summary>
    public bool IsArmed { get; private set; }

    /// <summary>Why it cannot be set up.</summary>
    public string? Obstacle { get; set; }

    /// <summary>Whether somebody has taken it away.</summary>
    public bool IsGone { get; set; }

    public Task<string?> Arm(CancellationToken cancellation)
    {
        IsArmed = Obstacle is null;
        IsGone &= !IsArmed;
        return Task.FromResult(Obstacle);
    }

    public string? Disarm()
    {
        IsArmed = false;
        IsGone = true;
        return null;
    }
}
