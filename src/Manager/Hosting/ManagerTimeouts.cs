namespace Octopus.Manager.Hosting;

/// <summary>Every wait of the Manager, with its bound.</summary>
public static class ManagerTimeouts
{
    /// <summary>How long the address that opens the Manager can be used.</summary>
    public static readonly TimeSpan Token = TimeSpan.FromMinutes(1);

    /// <summary>How long the Manager waits for a window that was asked for.</summary>
    public static readonly TimeSpan FirstWindow = TimeSpan.FromMinutes(2);

    /// <summary>How long it goes on after its last window has closed. Reloading a window must not end it.</summary>
    public static readonly TimeSpan LastWindow = TimeSpan.FromSeconds(15);

    /// <summary>How long its windows have to say that it was asked to end. The installer terminates it after ten seconds.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    /// <summary>How long requests that are being answered may take when it ends.</summary>
    public static readonly TimeSpan Shutdown = TimeSpan.FromSeconds(3);

    /// <summary>How long a running Manager may take to answer a second one.</summary>
    public static readonly TimeSpan RunningManager = TimeSpan.FromSeconds(5);
}
