using Octopus.Cli.Scripts;

namespace Octopus.Manager.Commands;

/// <summary>The settings that a person wants changed. What is <see langword="null"/> or empty stays as it is.</summary>
public sealed record SettingsWish
{
    /// <summary>The home directory.</summary>
    public string? Home { get; init; }

    /// <summary>Where applications are deployed to.</summary>
    public string? Applications { get; init; }

    /// <summary>The port it listens on.</summary>
    public int? Port { get; init; }

    /// <summary>The address it listens on.</summary>
    public string? ListenAddress { get; init; }

    /// <summary>How much it logs.</summary>
    public string? LogLevel { get; init; }

    /// <summary>The thumbprints of servers to trust.</summary>
    public IReadOnlyList<string> Trusted { get; init; } = [];

    /// <summary>The thumbprints of servers to trust no longer.</summary>
    public IReadOnlyList<string> NoLongerTrusted { get; init; } = [];

    /// <summary>Whether the instance starts again afterwards, so that it reads them.</summary>
    public bool Restarts { get; init; }

    /// <summary>Whether nothing would change.</summary>
    public bool IsEmpty => AddTo(new("configure")).Arguments.Count == 1;

    internal CommandText AddTo(CommandText words)
    {
        words.Option("--home", Home).Option("--app", Applications).Option("--port", Port).Option("--listen-address", ListenAddress);
        foreach (var thumbprint in NoLongerTrusted)
            words.Option("--remove-trust", thumbprint);
        foreach (var thumbprint in Trusted)
            words.Option("--trust", thumbprint);
        return words.Option("--log-level", LogLevel);
    }
}
