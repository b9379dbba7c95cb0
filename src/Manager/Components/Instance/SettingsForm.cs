using System.Globalization;
using Octopus.Instances;
using Octopus.Manager.Commands;

namespace Octopus.Manager.Components.Instance;

/// <summary>The settings of an instance as a person changes them.</summary>
public sealed class SettingsForm
{
    private readonly InstanceRules _rules;
    private readonly string _instance;
    private readonly InstanceSettings _before;
    private readonly IReadOnlyList<string> _trusted;

    /// <summary>Begins with what is set.</summary>
    /// <param name="rules">What may be.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="settings">Its settings.</param>
    public SettingsForm(InstanceRules rules, string instance, InstanceSettings settings)
    {
        _rules = rules;
        _instance = instance;
        _before = settings;
        _trusted = settings.TrustedServers?.Thumbprints ?? [];
        Home = settings.Home ?? "";
        Applications = settings.Applications ?? "";
        Port = settings.Port?.ToString(CultureInfo.InvariantCulture) ?? "";
        ListenAddress = settings.ListenAddress?.ToString() ?? Octopus.Instances.ListenAddress.AnyWord;
        LogLevel = (settings.LogLevel ?? InstanceSettings.DefaultLogLevel).ToString();
        Trusted = string.Join('\n', _trusted);
    }

    /// <summary>The home.</summary>
    public string Home { get; set; }

    /// <summary>Where applications are deployed to.</summary>
    public string Applications { get; set; }

    /// <summary>The port, as typed.</summary>
    public string Port { get; set; }

    /// <summary>The address it listens on.</summary>
    public string ListenAddress { get; set; }

    /// <summary>How much it logs.</summary>
    public string LogLevel { get; set; }

    /// <summary>The thumbprints of the servers it trusts, one on a line.</summary>
    public string Trusted { get; set; }

    /// <summary>Whether it starts again, so that it reads them.</summary>
    public bool Restarts { get; set; }

    /// <summary>What is wrong with the port.</summary>
    public string? PortProblem => Port == Said(_before.Port) ? null : _rules.PortProblem(Port, _instance, _before.Port);

    /// <summary>What is wrong with the home.</summary>
    public string? HomeProblem => Home == (_before.Home ?? "") ? null : _rules.HomeProblem(Home, _instance);

    /// <summary>What is wrong with the address.</summary>
    public string? AddressProblem => Octopus.Instances.ListenAddress.TryParse(ListenAddress.Trim(), out _)
        ? null
        : $"'{ListenAddress}' is not an address. Write one of this machine's, or {Octopus.Instances.ListenAddress.AnyWord} for all of them.";

    /// <summary>What is wrong with the thumbprints.</summary>
    public string? TrustProblem
    {
        get
        {
            try
            {
                Thumbprints.Except(_trusted, StringComparer.OrdinalIgnoreCase).ToList().ForEach(text => Thumbprint.Check(text));
                return null;
            }
            catch (InstanceException illegal)
            {
                return illegal.Message;
            }
        }
    }

    /// <summary>Whether it can be saved.</summary>
    public bool IsReady => (PortProblem ?? HomeProblem ?? AddressProblem ?? TrustProblem) is null && !Wish().IsEmpty;

    /// <summary>What has been changed; nothing else is touched.</summary>
    public SettingsWish Wish() => new()
    {
        Home = Changed(Home, _before.Home),
        Applications = Changed(Applications, _before.Applications),
        Port = Port != Said(_before.Port) && int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null,
        ListenAddress = ListenAddress.Trim() == (_before.ListenAddress?.ToString() ?? "") ? null : ListenAddress.Trim(),
        LogLevel = LogLevel == (_before.LogLevel ?? InstanceSettings.DefaultLogLevel).ToString() ? null : LogLevel,
        Trusted = [.. Thumbprints.Except(_trusted, StringComparer.OrdinalIgnoreCase)],
        NoLongerTrusted = [.. _trusted.Except(Thumbprints, StringComparer.OrdinalIgnoreCase)],
        Restarts = Restarts,
    };

    private List<string> Thumbprints => [.. Trusted.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static string Said(int? port) => port?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string? Changed(string now, string? before) => now.Trim().Length == 0 || now.Trim() == before ? null : now.Trim();
}
