using Octopus.Cli.Scripts;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Instances;

/// <summary>
/// The home of an instance, and whether its rights may be changed, and what is in it deleted, replaced or moved: the one place that
/// decides. It may when an administrator's command has put it into the record and marked the folder, and the folder is still in a
/// place where a home may be.
/// </summary>
/// <param name="host">The machine.</param>
/// <param name="record">The instance.</param>
/// <param name="settings">Its settings; <see langword="null"/> when they cannot be read.</param>
internal sealed class InstanceHome(CommandHost host, InstanceRecord record, InstanceSettings? settings)
{
    /// <summary>The home; <see langword="null"/> when it has none, or only its configuration knows and cannot be read.</summary>
    public string? Folder { get; } = record.HomeWith(settings);

    /// <summary>Whether the home is there.</summary>
    public bool IsThere => Folder is not null && Directory.Exists(Folder);

    /// <summary>
    /// The folder of deployed applications when it is in the home: other accounts read it, and newer things are in it than anywhere
    /// else. <see langword="null"/> when it is elsewhere or not there.
    /// </summary>
    public string? Applications =>
        settings?.Applications is { } applications && FolderPath.IsIn(Folder, applications) && Directory.Exists(applications) ? applications : null;

    /// <summary>Whether something of others is in it, so that it is not kept to the instance as a whole.</summary>
    public bool HoldsOthers => record.SharesHome || FolderPath.IsOrIsIn(Folder, settings?.Applications ?? "") || OtherInstance() is not null;

    /// <summary>Why nothing in it may be changed or deleted, as the end of a sentence that begins with it; <see langword="null"/> when it may.</summary>
    public string? WhyNotOurs()
    {
        if (Folder is not { } home)
            return null;
        if (record.Home is null)
            return "is not in its record";
        if (new HomePlace(host).WhyNot(home) is { } place)
            return place;
        if (!IsThere)
            return "is not there";
        return HomeMark.Read(home) is { } mark ? WhyOther(mark) : "does not carry the mark of this product";
    }

    /// <summary>Which other instance has files in it, as the end of a sentence that begins with it; <see langword="null"/> when none has.</summary>
    public string? OtherInstance() => Folder is not { } home ? null
        : host.Store.Read().Instances.FirstOrDefault(other => !InstanceName.IsSame(other.Name, record.Name)
            && (FolderPath.IsIn(home, other.ConfigurationFilePath) || (Of(other) is { } taken && FolderPath.IsOrIsIn(home, taken)))) is { } found
            ? $"holds files of instance '{found.Name}'"
            : null;

    /// <summary>Refuses where nothing in it may be changed or deleted.</summary>
    /// <exception cref="CommandException"><see cref="ExitCode.Conflict"/>, with why and what to do.</exception>
    public void RequireOurs() => Require(WhyNotOurs());

    /// <summary>The same, and where another instance has files in it, or may have because nobody can see where its home is.</summary>
    /// <inheritdoc cref="RequireOurs" path="/exception"/>
    /// <inheritdoc cref="InstanceCatalog.RequireKnownHomes" path="/exception"/>
    public void RequireAlone()
    {
        Require(WhyNotOurs() ?? OtherInstance());
        new InstanceCatalog(host).RequireKnownHomes(record);
    }

    /// <summary>What an administrator does about a home that is not touched, as a sentence.</summary>
    public string NextStep => CanBeTakenOver
        ? $"Take it over, if it is the right one, with: {host.Told(TakeOver)}."
        : $"Delete what is not needed yourself, or change the home with: {host.Told(new CommandText("configure").Blank("--home", "FOLDER").Option("--instance", record.Name))}.";

    /// <summary>Whether a command can make it the home.</summary>
    public bool CanBeTakenOver => Folder is { } home && WhyNotOurs() is not null && new HomePlace(host).WhyNot(home) is null;

    /// <summary>The command that makes it the home.</summary>
    public CommandText TakeOver => new CommandText("configure").Option("--home", Folder).Option("--instance", record.Name);

    /// <summary>The home of an instance, or <see langword="null"/> when it has none, or its configuration cannot be read.</summary>
    public static string? Of(InstanceRecord other)
    {
        ConfigurationFile.TryRead(other, out var settings, out _);
        return other.HomeWith(settings);
    }

    private void Require(string? why)
    {
        if (why is not null)
            throw new CommandException(ExitCode.Conflict, $"The home of instance '{record.Name}', {Folder}, {why}, so it is not touched. {NextStep}");
    }

    // The account of the instance may write the mark: what it says is only repeated when it is a name.
    private string? WhyOther(HomeMark mark) =>
        mark.Application == host.Application.Name && InstanceName.IsSame(mark.InstanceName, record.Name) ? null
        : InstanceName.Refusal(mark.InstanceName) is null ? $"carries the mark of instance '{mark.InstanceName}'"
        : "carries the mark of something else";
}
