using System.Net;
using System.Net.NetworkInformation;

namespace Octopus.Cli;

/// <summary>The TCP ports and addresses of this machine.</summary>
public interface IPorts
{
    /// <summary>Whether some program listens on the port.</summary>
    bool IsInUse(int port);

    /// <summary>Whether the machine has the address now, or it stands for all of them.</summary>
    bool HasAddress(IPAddress address);
}

/// <summary>As the operating system tells.</summary>
public sealed class MachinePorts : IPorts
{
    /// <inheritdoc/>
    public bool IsInUse(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);

    /// <inheritdoc/>
    public bool HasAddress(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
        || NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(adapter => adapter.GetIPProperties().UnicastAddresses)
            .Any(own => own.Address.Equals(address));
}
