using System.Globalization;

namespace Octopus.Instances;

/// <summary>
/// The settings of one instance, under the vendor's keys. Keys this version does not know are kept as they are.
/// </summary>
public sealed class InstanceSettings
{
    /// <summary>The lowest port an instance can listen on.</summary>
    public const int LowestPort = 1;

    /// <summary>The highest port an instance can listen on.</summary>
    public const int HighestPort = 65535;

    /// <summary>The port of an instance that names none, and the one that the first instance gets.</summary>
    public const int DefaultPort = 10933;

    /// <summary>How much an instance logs that is not told.</summary>
    public const AgentLogLevel DefaultLogLevel = AgentLogLevel.Information;

    private const string HomeKey = "Octopus.Home";
    private const string PortKey = "Tentacle.Services.PortNumber";
    private const string NoListenKey = "Tentacle.Services.NoListen";
    private const string ListenAddressKey = "Tentacle.Services.ListenIP";
    private const string TrustedServersKey = "Tentacle.Communication.TrustedOctopusServers";
    private const string ApplicationsKey = "Tentacle.Deployment.ApplicationDirectory";

    private const string CertificateKey = "Tentacle.Certificate";
    private const string ThumbprintKey = "Tentacle.CertificateThumbprint";

    // Who an instance is, and what only it has said to its server.
    private static readonly string[] IdentityKeys = [CertificateKey, ThumbprintKey, "Tentacle.Communication.LastReceivedHandshake", "Tentacle.Services.IsRegistered"];

    // Not the vendor's, whose log level is the machine's.
    private const string LogLevelKey = "Tentacle.Log.Level";

    // The certificate has a file of its own, which is made of these or refused by whoever starts the instance.
    private const string CertificateKeys = "Tentacle.Certificate";

    private readonly IDictionary<string, string> _values;
    private readonly string? _folder;

    /// <summary>Wraps the keys and values of a configuration file.</summary>
    /// <param name="values">The keys and values.</param>
    /// <param name="folder">The folder of the file, from which the vendor takes relative paths. Default: none is known, and none is taken.</param>
    public InstanceSettings(IDictionary<string, string> values, string? folder = null) => (_values, _folder) = (values, folder);

    /// <summary>Every log level, the one that says most first.</summary>
    public static IReadOnlyList<AgentLogLevel> LogLevels { get; } =
    [
        AgentLogLevel.Verbose, AgentLogLevel.Debug, AgentLogLevel.Information, AgentLogLevel.Warning, AgentLogLevel.Error, AgentLogLevel.Fatal,
    ];

    /// <summary>Every key and value, as the file has them.</summary>
    public IEnumerable<KeyValuePair<string, string>> Values => _values;

    /// <summary>The keys of the vendor's that are set to something and that this product does nothing with, by name.</summary>
    public IReadOnlyList<string> Unused =>
    [
        .. _values
            .Where(pair => pair.Value.Trim() is { Length: > 0 } value && !value.Equals(bool.FalseString, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair.Key)
            .Where(key => !Used.Contains(key, StringComparer.OrdinalIgnoreCase) && !key.StartsWith(CertificateKeys, StringComparison.OrdinalIgnoreCase))
            .OrderBy(key => key, StringComparer.OrdinalIgnoreCase),
    ];

    private static IReadOnlyList<string> Used { get; } = [HomeKey, PortKey, ListenAddressKey, TrustedServersKey, ApplicationsKey, LogLevelKey];

    /// <summary>Full path of the home directory, or <see langword="null"/> when none is set, or what is set is none that can be used.</summary>
    public string? Home
    {
        get => PathOf(HomeKey, out _);
        set => Set(HomeKey, value);
    }

    /// <summary>Why the home that is set cannot be used, as a sentence without its full stop; <see langword="null"/> when it can, or none is set.</summary>
    public string? HomeProblem => PathOf(HomeKey, out var problem) is null ? problem : null;

    /// <summary>Full path of where applications are deployed to, or <see langword="null"/> when none is set, or none that can be used.</summary>
    public string? Applications
    {
        get => PathOf(ApplicationsKey, out _);
        set => Set(ApplicationsKey, value);
    }

    /// <summary>The TCP port to listen on, or <see langword="null"/> when what is set is none.</summary>
    /// <value><see cref="DefaultPort"/> when none is set, as with the vendor.</value>
    public int? Port
    {
        get => Get(PortKey) is not { } text ? DefaultPort
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && IsPort(port) ? port
            : null;
        set => Set(PortKey, value?.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Why the port that is set is none, as a sentence without its full stop; <see langword="null"/> when it is one, or none is set.</summary>
    public string? PortProblem => Port is null ? $"{Shown(PortKey)} is not a TCP port from {LowestPort} to {HighestPort}" : null;

    /// <summary>
    /// Whether it opens no port, as instances do that ask their server and are not asked; <see langword="null"/> when what is set is
    /// neither yes nor no.
    /// </summary>
    /// <value>No when nothing is set.</value>
    public bool? NoListen
    {
        get => Get(NoListenKey) switch
        {
            null or "0" => false,
            "1" => true,
            var text => bool.TryParse(text, out var said) ? said : null,
        };
        set => Set(NoListenKey, value?.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Why what is set for <see cref="NoListen"/> cannot be used, as a sentence without its full stop; <see langword="null"/> when it can.</summary>
    public string? NoListenProblem => NoListen is null ? $"{Shown(NoListenKey)} in {NoListenKey} is neither true nor false" : null;

    /// <summary>The TCP port that it takes; <see langword="null"/> when it opens none, or what is set is none.</summary>
    public int? OpenPort => NoListen == true ? null : Port;

    /// <summary>The address to listen on, or <see langword="null"/> when what is set is none.</summary>
    /// <value><see cref="ListenAddress.Any"/> when none is set.</value>
    public ListenAddress? ListenAddress
    {
        get => ListenAddress.TryParse(Get(ListenAddressKey) ?? ListenAddress.AnyWord, out var address) ? address : null;
        set => Set(ListenAddressKey, value?.ToString());
    }

    /// <summary>Why the address that is set is none, as a sentence without its full stop; <see langword="null"/> when it is one, or none is set.</summary>
    public string? ListenAddressProblem => ListenAddress is null ? $"{Shown(ListenAddressKey)} is not an IP address to listen on" : null;

    /// <summary>The servers it trusts, or <see langword="null"/> when what is set cannot be read.</summary>
    /// <value>None when none is set.</value>
    public TrustedServers? TrustedServers
    {
        get => TrustedServers.TryParse(Get(TrustedServersKey) ?? "", out var servers) ? servers : null;
        set => Set(TrustedServersKey, value?.ToString());
    }

    /// <summary>How much it logs, or <see langword="null"/> when none is set, or what is set is none: then <see cref="DefaultLogLevel"/>.</summary>
    public AgentLogLevel? LogLevel
    {
        get => TryParseLogLevel(Get(LogLevelKey) ?? "", out var level) ? level : null;
        set => Set(LogLevelKey, value?.ToString());
    }

    /// <summary>
    /// The certificate with its key as the vendor's agent keeps it, protected for the machine; <see langword="null"/> when there is none.
    /// Ours is in a file of its own.
    /// </summary>
    public string? VendorCertificate
    {
        get => Get(CertificateKey);
        set => Set(CertificateKey, value);
    }

    /// <summary>
    /// The thumbprint of its certificate, for programs that look for it here as the vendor's agent writes it; <see langword="null"/> when
    /// there is none, or what is there is none.
    /// </summary>
    public string? CertificateThumbprint
    {
        get => Thumbprint.TryParse(Get(ThumbprintKey) ?? "", out var thumbprint) ? thumbprint : null;
        set => Set(ThumbprintKey, value);
    }

    /// <summary>Leaves out who the instance is, for another one that shall have an identity of its own.</summary>
    public void ForgetIdentity()
    {
        foreach (var key in IdentityKeys)
            _values.Remove(key);
    }

    /// <summary>Why the log level that is set is none, as a sentence without its full stop; <see langword="null"/> when it is one, or none is set.</summary>
    public string? LogLevelProblem => LogLevel is null && Get(LogLevelKey) is not null ? $"{Shown(LogLevelKey)} is not a log level" : null;

    /// <summary>Returns the log level of that name, in any case.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.IllegalValue"/>.</exception>
    public static AgentLogLevel CheckLogLevel(string text) =>
        TryParseLogLevel(text, out var level)
            ? level
            : throw new InstanceException(
                InstanceError.IllegalValue,
                $"'{text}' is not a log level. Choose one of {string.Join(", ", LogLevels)}.");

    /// <summary>Returns the port when it is one.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.IllegalValue"/>.</exception>
    public static int CheckPort(int port) =>
        IsPort(port)
            ? port
            : throw new InstanceException(
                InstanceError.IllegalValue,
                $"{port} is not a TCP port. Choose one from {LowestPort} to {HighestPort}.");

    private static bool TryParseLogLevel(string text, out AgentLogLevel level)
    {
        var found = LogLevels.Where(known => known.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).ToList();
        level = found.FirstOrDefault();
        return found.Count == 1;
    }

    private static bool IsPort(int number) => number is >= LowestPort and <= HighestPort;

    private string? PathOf(string key, out string? problem)
    {
        problem = null;
        if (Get(key) is not { } stored)
            return null;
        if (StoredPath.TryRead(stored, _folder, out var path, out var reason))
            return path;
        problem = $"'{InstanceName.Printable(stored)}' {reason}";
        return null;
    }

    // Whoever edits the file by hand leaves blanks and line ends around a value.
    private string? Get(string key) => _values.TryGetValue(key, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    private string Shown(string key) => $"'{InstanceName.Printable(Get(key) ?? "")}'";

    private void Set(string key, string? value)
    {
        if (value is null)
            _values.Remove(key);
        else
            _values[key] = value;
    }
}
