using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>
/// Whether an instance that runs would start again: it read its settings when it started, and they may have gone since. What this account
/// may not see is no obstacle; the instance may.
/// </summary>
/// <param name="store">The records of the instances.</param>
/// <param name="services">The service control manager.</param>
/// <param name="rights">Knows the accounts.</param>
public sealed class StartForecast(IInstanceStore store, IServiceManager services, ILogonRights rights)
{
    /// <summary>What would keep instances from starting again, or from being the same again. None of those that nothing is known against.</summary>
    /// <param name="running">The instances that are to run again.</param>
    public IReadOnlyList<StartObstacle> Look(IEnumerable<InstanceState> running)
    {
        var states = running.ToList();
        if (states.Count == 0)
            return [];
        var index = store.Read();
        var records = index.Instances.ToDictionary(record => record.Name, StringComparer.OrdinalIgnoreCase);
        var settings = states.Select(state => state.Instance).Distinct(StringComparer.OrdinalIgnoreCase).Where(records.ContainsKey)
            .ToDictionary(instance => instance, instance => SettingsOf(records[instance]), StringComparer.OrdinalIgnoreCase);
        var ports = settings.Where(pair => pair.Value?.Port is not null).ToLookup(pair => pair.Value!.Port!.Value, pair => pair.Key);
        return [.. states.Select(Obstacle).OfType<StartObstacle>()];

        StartObstacle? Obstacle(InstanceState state)
        {
            if (!records.TryGetValue(state.Instance, out var record))
                return new(state, WithoutRecord(state.Instance, index));
            return Configuration(record) is { } unusable ? new(state, unusable) { Record = record }
                : settings[state.Instance] is { } own && (Port(state.Instance, own) ?? StartKey.WhyNot(record, own) ?? Account(state)) is { } reason ? new(state, reason)
                : null;
        }

        // Who comes first takes it; which that is nobody knows.
        string? Port(string instance, InstanceSettings own) => own.Port is { } port && ports[port].FirstOrDefault(other => !other.Equals(instance, StringComparison.OrdinalIgnoreCase)) is { } other
            ? $"Instance '{instance}' and instance '{other}' both have port {port}, and only one of them can start. Give one another port: configure --port PORT --instance \"{instance}\"."
            : null;
    }

    /// <summary>Why the settings do not let an instance start, as a sentence that names the file; <see langword="null"/> when they do.</summary>
    internal static string? Configuration(InstanceRecord record)
    {
        try
        {
            var settings = ConfigurationFile.Read(record);
            return record.HomeWith(settings) is null ? Unset(record, settings.HomeProblem is { } problem ? $"a home that can be used: {problem}" : "a home", "--home FOLDER")
                : settings.Port is null ? Unset(record, "a port", "--port PORT")
                : settings.ListenAddress is null ? Unset(record, "a listen address that is one", "--listen-address any")
                : null;
        }
        catch (InstanceException unusable)
        {
            return IsKeptFromUs(unusable) ? null : unusable.Message;
        }
    }

    private static InstanceSettings? SettingsOf(InstanceRecord record) => ConfigurationFile.TryRead(record, out var settings, out _) ? settings : null;

    private static bool IsKeptFromUs(InstanceException unusable) => unusable.InnerException is UnauthorizedAccessException;

    private static string Unset(InstanceRecord record, string what, string option) =>
        $"The configuration of instance '{record.Name}', {record.ConfigurationFilePath}, sets no {what.Substring(2)}. Set it with: configure {option} --instance \"{record.Name}\".";

    private static string WithoutRecord(string instance, InstanceIndex index) => index.Problems.FirstOrDefault(unreadable => unreadable.IsInPlaceOf(instance)) is { } broken
        ? $"The record of instance '{instance}', {broken.Path}, {broken.Reason}. {broken.NextStep}."
        : $"Instance '{instance}' has no record. Make it again from its configuration: create-instance --adopt --config FILE --instance \"{instance}\".";

    private string? Account(InstanceState state)
    {
        var account = "";
        try
        {
            var runsAs = services.ReadConfiguration(state.Service).Account;
            account = runsAs.ToString();
            if (runsAs.NeedsLogonRight)
                rights.Has(runsAs);
            return null;
        }
        catch (ServiceException unknown) when (unknown.Error == ServiceError.AccountUnknown)
        {
            return $"The service '{state.Service}' of instance '{state.Instance}' runs as {account}, an account that Windows does not find. Give it another one: service --reconfigure --username ACCOUNT --instance \"{state.Instance}\".";
        }
        catch (ServiceException)
        {
            // What cannot be read of a service says nothing about its start.
            return null;
        }
    }
}

/// <summary>Why an instance would not start again, or not as itself.</summary>
/// <param name="State">The instance.</param>
/// <param name="Reason">Why, as a sentence that names the file or setting, and what to do.</param>
public sealed record StartObstacle(InstanceState State, string Reason)
{
    /// <summary>Its record when it is the configuration that keeps it; <see langword="null"/> otherwise.</summary>
    public InstanceRecord? Record { get; init; }
}
