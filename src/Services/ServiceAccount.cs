using System.Security.Cryptography;
using System.Text;

namespace Octopus.Services;

/// <summary>The account a service runs as, under the name that the service control manager takes in every language of Windows.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What kind of account it is.</param>
public sealed record ServiceAccount(string Name, ServiceAccountKind Kind)
{
    /// <summary>The machine itself. The default.</summary>
    public static ServiceAccount LocalSystem { get; } = new("LocalSystem", ServiceAccountKind.LocalSystem);

    /// <summary>An account with few rights, nobody on the network.</summary>
    public static ServiceAccount LocalService { get; } = new(@"NT AUTHORITY\LocalService", ServiceAccountKind.LocalService);

    /// <summary>An account with few rights, the machine on the network.</summary>
    public static ServiceAccount NetworkService { get; } = new(@"NT AUTHORITY\NetworkService", ServiceAccountKind.NetworkService);

    private const string Authority = @"NT AUTHORITY\";
    private const string VirtualDomain = @"NT SERVICE\";
    private const string ThisMachine = @".\";

    /// <summary>Whether it logs on with a password that somebody has to give.</summary>
    public bool NeedsPassword => Kind == ServiceAccountKind.User;

    /// <summary>Whether it must be given the right to log on as a service. Windows has given it to the others.</summary>
    public bool NeedsLogonRight => Kind is ServiceAccountKind.User or ServiceAccountKind.Managed;

    /// <summary>The account that belongs to one service and to nothing else.</summary>
    public static ServiceAccount Virtual(string service) => new(VirtualDomain + service, ServiceAccountKind.Virtual);

    /// <summary>The account that somebody has typed: <c>LocalService</c>, <c>NT SERVICE\name</c>, <c>DOMAIN\name$</c>, <c>user</c>, <c>user@domain</c>.</summary>
    /// <exception cref="FormatException">It cannot be the name of an account; the message says why.</exception>
    public static ServiceAccount Parse(string text)
    {
        var name = text.Trim();
        var bare = Behind(name, Authority) ?? Behind(name, ThisMachine) ?? name;
        if (Is(bare, "LocalSystem") || (Is(bare, "SYSTEM") && !name.StartsWith(ThisMachine, StringComparison.Ordinal)))
            return LocalSystem;
        if (Is(bare, "LocalService") || Is(bare, "Local Service"))
            return LocalService;
        if (Is(bare, "NetworkService") || Is(bare, "Network Service"))
            return NetworkService;
        if (Behind(name, VirtualDomain) is { } service)
            return service.Length > 0 ? Virtual(service) : throw new FormatException($"'{text}' names no service behind {VirtualDomain}.");

        var separator = name.IndexOf('\\');
        var (domain, user) = separator < 0 ? ("", name) : (name.Substring(0, separator), name.Substring(separator + 1));
        if (user.Length == 0 || (separator >= 0 && domain.Length == 0) || user.IndexOfAny(['\\', '/', '"', '[', ']', ':', ';', '|', '=', ',', '+', '*', '?', '<', '>']) >= 0)
            throw new FormatException($"'{text}' is not the name of an account.");
        if (user[user.Length - 1] == '$')
            return domain is "" or "." ? throw new FormatException($"'{text}' is a managed account without its domain.") : new(name, ServiceAccountKind.Managed);
        return new(separator < 0 && user.IndexOf('@') < 0 ? ThisMachine + name : name, ServiceAccountKind.User);
    }

    /// <summary>
    /// The identifier of a service's own account, which Windows derives from the service's name: S-1-5-80 and the SHA-1 of the name
    /// in capitals. It needs no service to be there.
    /// </summary>
    public static string VirtualIdentifier(string service)
    {
#pragma warning disable CA5350, CA1850 // Windows' own derivation, which protects nothing; the newer method is not in netstandard2.0.
        using var sha = SHA1.Create();
        var hash = sha.ComputeHash(Encoding.Unicode.GetBytes(service.ToUpperInvariant()));
#pragma warning restore CA5350, CA1850
        return "S-1-5-80-" + string.Join("-", Enumerable.Range(0, 5).Select(part => BitConverter.ToUInt32(hash, part * 4)));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static string? Behind(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name.Substring(prefix.Length) : null;

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The kinds of accounts that services run as.</summary>
public enum ServiceAccountKind
{
    /// <summary>The machine itself.</summary>
    LocalSystem,
    /// <summary>Few rights, and nobody on the network.</summary>
    LocalService,
    /// <summary>Few rights, and the machine on the network.</summary>
    NetworkService,
    /// <summary>The service's own account, without a password: <c>NT SERVICE\name</c>.</summary>
    Virtual,
    /// <summary>An account whose password the domain looks after: <c>DOMAIN\name$</c>.</summary>
    Managed,
    /// <summary>Any other, with a password.</summary>
    User,
}
