using Octopus.Instances;

namespace Octopus.Cli.Instances;

/// <summary>What <c>configure</c> was asked to change; <see langword="null"/> and empty for what stays.</summary>
internal sealed record SettingsChange
{
    public string? Home { get; init; }

    public string? Applications { get; init; }

    public int? Port { get; init; }

    public ListenAddress? ListenAddress { get; init; }

    public AgentLogLevel? LogLevel { get; init; }

    public bool? NoListen { get; init; }

    public bool ResetTrust { get; init; }

    public IReadOnlyList<string> RemovedTrust { get; init; } = [];

    public IReadOnlyList<string> AddedTrust { get; init; } = [];

    /// <summary>Whether nothing was asked for.</summary>
    public bool IsEmpty => !IsOfOneInstance && Applications is null && ListenAddress is null && LogLevel is null && !ChangesTrust && NoListen is null;

    /// <summary>Whether no two instances can have it.</summary>
    public bool IsOfOneInstance => Home is not null || Port is not null || NoListen is false;

    /// <summary>The port that an instance opens once it is changed and did not before; <see langword="null"/> when there is none.</summary>
    public int? OpenedPort(InstanceSettings settings) =>
        (NoListen ?? settings.NoListen) == true ? null
        : settings.NoListen == true ? Port ?? settings.Port
        : Port;

    private bool ChangesTrust => ResetTrust || RemovedTrust.Count > 0 || AddedTrust.Count > 0;

    /// <summary>Makes the changes in the settings, and says what is another value then, each as an imperative.</summary>
    /// <exception cref="InstanceException">The trusted servers that are there cannot be read, or one to trust is no thumbprint.</exception>
    public IReadOnlyList<string> ApplyTo(InstanceSettings settings, InstanceRecord record)
    {
        var changes = new List<string>();
        Set("home", settings.Home, Home, value => settings.Home = value);
        Set("application directory", settings.Applications, Applications, value => settings.Applications = value);
        Set("port", settings.Port, Port, value => settings.Port = value);
        Set("NoListen setting", settings.NoListen, NoListen, value => settings.NoListen = value);
        Set("listen address", settings.ListenAddress, ListenAddress, value => settings.ListenAddress = value);
        Set("log level", settings.LogLevel, LogLevel, value => settings.LogLevel = value);
        if (ChangesTrust)
            changes.AddRange(ApplyTrust(settings, record));
        return changes;

        void Set<T>(string what, T? before, T? after, Action<T> set)
        {
            if (after is null || after.Equals(before))
                return;
            set(after);
            changes.Add(before is null ? $"Set the {what} to {after}" : $"Set the {what} to {after}; it was {before}");
        }
    }

    // In the vendor's order, so that one command can exchange all servers.
    private List<string> ApplyTrust(InstanceSettings settings, InstanceRecord record)
    {
        var before = settings.TrustedServers;
        if (before is null && !ResetTrust)
        {
            throw new InstanceException(
                InstanceError.ConfigurationUnusable,
                $"The trusted servers in {record.ConfigurationFilePath} cannot be read. Correct the setting there, or begin anew with --reset-trust.");
        }

        var after = ResetTrust ? TrustedServers.None : before!;
        after = RemovedTrust.Aggregate(after, (servers, thumbprint) => servers.Without(thumbprint));
        after = AddedTrust.Aggregate(after, (servers, thumbprint) => servers.With(thumbprint));
        if (before?.ToString() == after.ToString())
            return [];

        settings.TrustedServers = after;
        var (old, now) = (before?.Thumbprints ?? [], after.Thumbprints);
        return
        [
            .. before is null ? ["Forget the trusted servers, which cannot be read"] : Array.Empty<string>(),
            .. old.Except(now, StringComparer.OrdinalIgnoreCase).Select(thumbprint => $"No longer trust {thumbprint}"),
            .. old.Intersect(now, StringComparer.OrdinalIgnoreCase).Where(_ => ResetTrust).Select(thumbprint => $"Trust {thumbprint} anew"),
            .. now.Except(old, StringComparer.OrdinalIgnoreCase).Select(thumbprint => $"Trust {thumbprint}"),
        ];
    }
}
