using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Octopus.Tentacle.Agent;

/// <summary>
/// How many connections an agent serves at once: so many in all, so many from one address, and the last ones only from this machine.
/// More are closed at once and not queued. Nobody's idle connections keep another from being served.
/// </summary>
internal sealed class ConnectionLimits
{
    /// <summary>In all.</summary>
    public const int Most = 256;

    /// <summary>From one address.</summary>
    public const int MostOfOne = 32;

    /// <summary>Of all, how many only this machine itself can have.</summary>
    public const int Reserved = 64;

    /// <summary>The part of an address of version 6 that one household or machine has for itself.</summary>
    private const int PrefixBytes = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private int _all;
    private int _remote;

    /// <summary>Serves a connection, or closes it.</summary>
    public async Task Serve(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = connection.RemoteEndPoint is IPEndPoint { Address: { } from } ? Counted(from) : IPAddress.None;
        if (!TryEnter(address))
        {
            connection.Abort(new("There are too many connections."));
            return;
        }

        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Leave(address);
        }
    }

    /// <summary>Whether another one from there is served; it counts until <see cref="Leave"/>.</summary>
    internal bool TryEnter(IPAddress address)
    {
        address = Counted(address);
        lock (_gate)
        {
            var isRemote = !IPAddress.IsLoopback(address);
            var own = _byAddress.GetValueOrDefault(address);
            if (_all >= Most || own >= MostOfOne || (isRemote && _remote >= Most - Reserved))
                return false;
            _byAddress[address] = own + 1;
            _all++;
            _remote += isRemote ? 1 : 0;
            return true;
        }
    }

    /// <summary>One of those that were served has ended.</summary>
    internal void Leave(IPAddress address)
    {
        address = Counted(address);
        lock (_gate)
        {
            if (--_byAddress[address] == 0)
                _byAddress.Remove(address);
            _all--;
            _remote -= IPAddress.IsLoopback(address) ? 0 : 1;
        }
    }

    // Who has an address of version 6 has as many of them as he likes, all with the same beginning.
    private static IPAddress Counted(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address;
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, PrefixBytes, bytes.Length - PrefixBytes);
        return new(bytes);
    }
}
