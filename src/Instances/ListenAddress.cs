using System.Net;
using System.Net.Sockets;

namespace Octopus.Instances;

/// <summary>The address of this machine that an instance listens on: one, or any.</summary>
public sealed record ListenAddress
{
    /// <summary>The word for every address.</summary>
    public const string AnyWord = "any";

    private ListenAddress(IPAddress? one) => One = one;

    /// <summary>Every address of the machine, of both families; those of IPv4 alone where IPv6 is switched off.</summary>
    /// <value>The default.</value>
    public static ListenAddress Any { get; } = new(one: null);

    /// <summary>The one address to listen on; <see langword="null"/> for every one of both families.</summary>
    public IPAddress? One { get; }

    /// <summary>Where the machine itself reaches the listener: on loopback when it listens everywhere.</summary>
    public IPAddress Local =>
        One is null || One.Equals(IPAddress.Any) ? IPAddress.Loopback
        : One.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : One;

    /// <summary>Whether the text is an address to listen on, and which.</summary>
    public static bool TryParse(string text, out ListenAddress address)
    {
        address = Any;
        if (text.Equals(AnyWord, StringComparison.OrdinalIgnoreCase))
            return true;
        if (!IPAddress.TryParse(text, out var one) || !IsListened(one, text))
            return false;
        address = new(one);
        return true;
    }

    /// <summary>Returns the address when the text is one.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.IllegalValue"/>.</exception>
    public static ListenAddress Check(string text) =>
        TryParse(text, out var address)
            ? address
            : throw new InstanceException(
                InstanceError.IllegalValue,
                $"'{text}' is not an address to listen on. Name an IP address of this machine, or '{AnyWord}' for all of them.");

    /// <summary>As it is stored: <c>any</c>, or the address.</summary>
    public override string ToString() => One?.ToString() ?? AnyWord;

    // The parser also takes '1', '10.1' and '010.0.0.1' for addresses, and not for those that people mean.
    private static bool IsListened(IPAddress address, string text) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => address.ToString() == text && address.GetAddressBytes()[0] < 224,
        AddressFamily.InterNetworkV6 => !address.IsIPv6Multicast && text[0] != '[' && !text.Contains('/'),
        _ => false,
    };
}
