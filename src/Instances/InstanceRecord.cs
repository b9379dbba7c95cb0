namespace Octopus.Instances;

/// <summary>
/// One entry of the machine's index of instances, which only administrators write: a name, where its configuration is, and its home.
/// What an administrator's command does to the home goes by the record and never by the configuration, which the account of the
/// instance may write too.
/// </summary>
/// <param name="Name">The name, unique without regard to case.</param>
/// <param name="ConfigurationFilePath">Full path of the configuration file.</param>
public sealed record InstanceRecord(string Name, string ConfigurationFilePath)
{
    /// <summary>
    /// Full path of its home; <see langword="null"/> in a record that the vendor or an earlier version has written. Then the one of the
    /// configuration is used, where nothing is changed or deleted.
    /// </summary>
    public string? Home { get; init; }

    /// <summary>Whether the home held something of others when it became the home, so that it is not the instance's as a whole.</summary>
    /// <value>No, unless said.</value>
    public bool SharesHome { get; init; }

    /// <summary>Where it lives: in the home of the record, and where that has none in the one of its settings.</summary>
    /// <param name="settings">Its settings; <see langword="null"/> when they cannot be read.</param>
    public string? HomeWith(InstanceSettings? settings) => Home ?? settings?.Home;

    /// <summary>The record of what is stored, when that can be one: the one place where names and paths of records are believed.</summary>
    /// <param name="name">The name as it is stored.</param>
    /// <param name="configurationFilePath">The path of the configuration as it is stored.</param>
    /// <param name="home">The home as it is stored; <see langword="null"/> when none is.</param>
    /// <param name="record">The record, when there is one.</param>
    /// <param name="reason">Why there is none, as the end of a sentence that begins with the place where it is stored.</param>
    internal static bool TryRead(string name, string configurationFilePath, string? home, out InstanceRecord record, out string reason)
    {
        record = null!;
        if (InstanceName.Refusal(name) is { } refusal)
        {
            reason = $"is no record: {refusal}";
            return false;
        }

        if (!StoredPath.TryRead(configurationFilePath.Trim(), folder: null, out var configuration, out reason))
        {
            reason = $"is no record: its configuration '{InstanceName.Printable(configurationFilePath)}' {reason}";
            return false;
        }

        var path = "";
        if (home is not null && !StoredPath.TryRead(home.Trim(), folder: null, out path, out reason))
        {
            reason = $"is no record: its home '{InstanceName.Printable(home)}' {reason}";
            return false;
        }

        record = new(name, configuration) { Home = home is null ? null : path };
        return true;
    }
}
