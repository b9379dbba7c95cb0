using System.Text.Json.Serialization;
using Octopus.Cli.Scripts;

namespace Octopus.Cli.Doctor;

/// <summary>Something that is not as it should be.</summary>
/// <param name="InstanceName">The instance; empty when it is the machine's.</param>
/// <param name="Kind">What it is, for programs.</param>
/// <param name="Problem">What is wrong, as a sentence.</param>
/// <param name="Mend">The command that mends it, for people; <see langword="null"/> when only a person can, and the problem says how.</param>
/// <param name="Safe">Whether <c>--fix</c> mends it: nothing stops, nothing is lost, nothing that others rely on changes.</param>
public sealed record Finding(string InstanceName, FindingKind Kind, string Problem, string? Mend, bool Safe = false)
{
    internal Finding(string instanceName, FindingKind kind, string problem, CommandText mend, bool safe = false)
        : this(instanceName, kind, problem, mend.ToString(), safe) => (Command, Arguments) = (mend, mend is { IsWhole: true, IsOurs: true } ? mend.Arguments : null);

    /// <summary>The command that mends it; <see langword="null"/> when only a person can.</summary>
    internal CommandText? Command { get; }

    /// <summary>
    /// What mends it as arguments for <c>Tentacle.exe</c>, for programs, which must not take <see cref="Mend"/> apart;
    /// <see langword="null"/> when it is another program's, or not whole.
    /// </summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>Whether it has been mended just now.</summary>
    public bool Mended { get; init; }

    /// <summary>Why it could not be mended.</summary>
    public string? Failure { get; init; }

    /// <summary>Mends it; only when it is safe.</summary>
    internal Action? Fix { get; init; }
}

/// <summary>The kinds of findings. Programs rely on these words.</summary>
public enum FindingKind
{
    /// <summary>A file in the index that holds no record.</summary>
    RecordUnreadable,
    /// <summary>The configuration file is missing or damaged.</summary>
    ConfigurationUnusable,
    /// <summary>A setting is missing, or holds a value that is none of its kind.</summary>
    SettingMissing,
    /// <summary>The home is not there.</summary>
    HomeMissing,
    /// <summary>The configuration names another home than the record, or one that cannot be used.</summary>
    HomeMismatch,
    /// <summary>No administrator's command has made the home the instance's, or it is where no home may be: nothing in it is protected or deleted.</summary>
    HomeNotTakenOver,
    /// <summary>The file with the certificate is damaged, or holds one that nobody can connect to.</summary>
    CertificateUnusable,
    /// <summary>The configuration names a certificate that the instance has not.</summary>
    CertificateMismatch,
    /// <summary>The configuration names a certificate of the vendor's agent, and the instance has not taken it over yet, or cannot.</summary>
    CertificateNotTakenOver,
    /// <summary>The instance has no service.</summary>
    ServiceMissing,
    /// <summary>A service runs this product for an instance without a record.</summary>
    ServiceStray,
    /// <summary>An instance has more than one service.</summary>
    ServiceSecond,
    /// <summary>A stranger's service has the name of an instance's.</summary>
    ServiceStranger,
    /// <summary>The command line of the service is not safe, or not the one of its instance.</summary>
    ServiceImagePath,
    /// <summary>Two instances have one port, or a stranger listens on it.</summary>
    PortConflict,
    /// <summary>Two instances share a home or a configuration file.</summary>
    FolderConflict,
    /// <summary>Somebody may write who may not.</summary>
    Permissions,
    /// <summary>The service runs and nobody answers for the instance.</summary>
    Unhealthy,
    /// <summary>An older version runs than the one that is installed.</summary>
    VersionOutdated,
    /// <summary>An installation was interrupted.</summary>
    MaintenanceInterrupted,
    /// <summary>Something of ours stopped an instance for a while and has not started it again.</summary>
    StateOwed,
}

/// <summary>How they are written and read.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<Finding>))]
public sealed partial class FindingJson : JsonSerializerContext;
