namespace Octopus.Manager.Hosting;

/// <summary>Every wait of the Manager, with its bound.</summary>
public static class ManagerTimeouts
{
    /// <summary>How long the address that opens the Manager can be used.</summary>
    public static readonly TimeSpan Token = TimeSpan.FromMinutes(1);

    /// <summary>How long the Manager goes on after its last window has closed. Reloading a window must not end it.</summary>
    public static readonly TimeSpan LastWindow = TimeSpan.FromSeconds(30);

    /// <summary>How long it waits for its first window.</summary>
    public static readonly TimeSpan FirstWindow = TimeSpan.FromMinutes(2);
}
