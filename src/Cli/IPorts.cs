using System.Net.NetworkInformation;

namespace Octopus.Cli;

/// <summary>The TCP ports of this machine.</summary>
public interface IPorts
{
    /// <summary>Whether some program listens on the port.</summary>
    bool IsInUse(int port);
}

/// <summary>The TCP ports as the operating system tells.</summary>
public sealed class MachinePorts : IPorts
{
    /// <inheritdoc/>
    public bool IsInUse(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);
}
