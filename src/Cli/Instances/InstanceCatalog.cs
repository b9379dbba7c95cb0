using Octopus.Cli.Scripts;
using Octopus.Instances;

namespace Octopus.Cli.Instances;

/// <summary>Looks instances up for a command, and keeps them from taking what belongs to another.</summary>
public sealed class InstanceCatalog(CommandHost host)
{
    private readonly HashSet<string> _warnings = [];

    /// <summary>The instance of that name, or the default one when no name is given.</summary>
    public InstanceRecord Find(string? name)
    {
        if (name is not null && string.IsNullOrWhiteSpace(name))
        {
            throw new InstanceException(
                InstanceError.IllegalName,
                $"The name after --instance is empty. Name an instance, or leave --instance out for the default instance '{host.Application.DefaultInstance}'.");
        }

        var index = host.Store.Read();
        var wanted = name ?? host.Application.DefaultInstance;
        if (index.Find(wanted) is { } found)
            return found;

        if (index.Problems.FirstOrDefault(problem => problem.IsInPlaceOf(wanted)) is { } unreadable)
        {
            throw new InstanceException(
                InstanceError.RecordUnreadable,
                $"The record of instance '{wanted}', {unreadable.Path}, {unreadable.Reason}. {unreadable.NextStep}.");
        }

        var known = index.Instances.Count == 0
            ? "There are no instances yet."
            : $"The instances are: {string.Join(", ", index.Instances.Select(record => record.Name))}.";
        throw new InstanceException(
            InstanceError.NotFound,
            name is null
                ? $"There is no default instance '{wanted}'. {known} Name one with --instance, or create it with: {host.Told(new CommandText("create-instance"))}."
                : $"There is no instance '{wanted}'. {known} Create it with: {host.Told(new CommandText("create-instance").Option("--instance", wanted))}.");
    }

    /// <summary>Refuses a name that is taken, or whose record would be another instance's file.</summary>
    public void RequireFreeName(InstanceRecord record) => host.Store.RequireFree(record);

    /// <summary>Adds an instance whose files are there. Where that fails its configuration goes again, or the next try would find it in its way.</summary>
    /// <param name="record">The instance.</param>
    /// <param name="keepsConfiguration">Whether the configuration was there before.</param>
    public void Add(InstanceRecord record, bool keepsConfiguration)
    {
        try
        {
            host.Store.Add(record);
        }
        catch (Exception refused) when (!keepsConfiguration && (refused is IOException or UnauthorizedAccessException))
        {
            AtomicFile.Delete(record.ConfigurationFilePath);
            throw;
        }
    }

    /// <summary>Refuses a port that another instance has, or that some program listens on.</summary>
    public void RequireFreePort(int port, InstanceRecord owner, int? current)
    {
        InstanceSettings.CheckPort(port);
        RequireOpened();
        if (Others(owner).FirstOrDefault(other => other.Settings.OpenPort == port) is { } taken)
        {
            throw new InstanceException(
                InstanceError.Conflict,
                $"Port {port} belongs to instance '{taken.Record.Name}'. Choose another one; {NextFreePort()} is free.");
        }

        if (port != current && host.Ports.IsInUse(port))
        {
            throw new InstanceException(
                InstanceError.Conflict,
                $"Another program listens on port {port}. End it, or choose another port; {NextFreePort()} is free.");
        }
    }

    /// <summary>Refuses a home that is another instance's.</summary>
    public void RequireFreeHome(string home, InstanceRecord owner)
    {
        RequireKnownHomes(owner);
        if (Sharing(home, owner).FirstOrDefault() is { } other)
            throw new InstanceException(InstanceError.Conflict, $"The home {home} belongs to instance '{other}'. Choose another folder.");
    }

    /// <summary>The names of the other instances that have this home.</summary>
    public IEnumerable<string> Sharing(string home, InstanceRecord owner) =>
        host.Store.Read().Instances.Where(other => !IsSame(other, owner) && HomeOf(other) is { } taken && SamePath(taken, home)).Select(other => other.Name);

    /// <summary>Refuses a configuration file that is another instance's.</summary>
    public void RequireFreeConfiguration(InstanceRecord owner)
    {
        RequireOpened();
        var taken = host.Store.Read().Instances.FirstOrDefault(other =>
            !IsSame(other, owner) && SamePath(other.ConfigurationFilePath, owner.ConfigurationFilePath));
        if (taken is not null)
        {
            throw new InstanceException(
                InstanceError.Conflict,
                $"The configuration file {owner.ConfigurationFilePath} belongs to instance '{taken.Name}'. Choose another file.");
        }
    }

    /// <summary>Refuses to change a configuration file that is another instance's too: that one would change with it.</summary>
    public void RequireOwnConfiguration(InstanceRecord owner) => RequireOwn(
        host.Store.Read().Instances.FirstOrDefault(other => !IsSame(other, owner) && SamePath(other.ConfigurationFilePath, owner.ConfigurationFilePath)),
        owner, "configuration file", owner.ConfigurationFilePath);

    /// <summary>Refuses to change what is in a home that is another instance's too.</summary>
    public void RequireOwnHome(string home, InstanceRecord owner) => RequireOwn(
        Others(owner).Find(other => other.Record.HomeWith(other.Settings) is { } taken && SamePath(taken, home))?.Record, owner, "home", home);

    private void RequireOwn(InstanceRecord? other, InstanceRecord owner, string what, string path)
    {
        if (other is not null)
        {
            throw new InstanceException(
                InstanceError.Conflict,
                $"Instances '{owner.Name}' and '{other.Name}' have one {what}, {path}, and what changes for one changes for both. See what mends that with: {host.Told(new CommandText("doctor"))}.");
        }
    }

    /// <summary>Refuses while a record cannot be opened: what its instance owns nobody knows, and who holds it may want just that.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.RecordUnreadable"/>, naming the file.</exception>
    public void RequireOpened()
    {
        if (host.Store.Read().Problems.FirstOrDefault(problem => problem.CannotBeOpened) is { } unopened)
        {
            throw new InstanceException(
                InstanceError.RecordUnreadable,
                $"{unopened.Path} {unopened.Reason}, so nobody knows what its instance owns, and nothing has been changed. {unopened.NextStep}.");
        }
    }

    /// <summary>The same, and while a configuration cannot be opened that alone knows the home of another instance.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.RecordUnreadable"/> or <see cref="InstanceError.ConfigurationUnusable"/>, naming the file.</exception>
    public void RequireKnownHomes(InstanceRecord owner)
    {
        RequireOpened();
        foreach (var record in host.Store.Read().Instances.Where(record => record.Home is null && !IsSame(record, owner)))
        {
            if (!ConfigurationFile.TryRead(record, out _, out var problem) && problem!.CannotBeOpened)
                throw problem;
        }
    }

    /// <summary>Whether <see cref="RequireFreePort"/> would let the port pass.</summary>
    public bool IsFreePort(int port, InstanceRecord owner, int? current) =>
        Others(owner).All(other => other.Settings.OpenPort != port) && (port == current || !host.Ports.IsInUse(port));

    /// <summary>The lowest port from the usual one that neither an instance nor a program has.</summary>
    /// <param name="promised">Ports that are as good as taken.</param>
    public int NextFreePort(IReadOnlySet<int>? promised = null)
    {
        var taken = Others(null).Select(other => other.Settings.OpenPort).ToHashSet();
        return Enumerable
            .Range(InstanceSettings.DefaultPort, InstanceSettings.HighestPort - InstanceSettings.DefaultPort)
            .First(port => !taken.Contains(port) && promised?.Contains(port) != true && !host.Ports.IsInUse(port));
    }

    // An instance whose configuration cannot be read owns nothing that could be compared; its own commands report it.
    private List<Owned> Others(InstanceRecord? owner)
    {
        var others = new List<Owned>();
        foreach (var record in host.Store.Read().Instances.Where(record => owner is null || !IsSame(record, owner)))
        {
            if (SettingsOf(record) is { } settings)
                others.Add(new(record, settings));
        }

        return others;
    }

    // Only a record that the vendor has written has to be looked for in the configuration.
    private string? HomeOf(InstanceRecord record) => record.Home ?? SettingsOf(record)?.Home;

    private InstanceSettings? SettingsOf(InstanceRecord record)
    {
        if (!ConfigurationFile.TryRead(record, out var settings, out var problem) && _warnings.Add(problem!.Message))
            host.Error.WriteLine($"Warning: {problem.Message}");
        return settings;
    }

    private static bool IsSame(InstanceRecord one, InstanceRecord other) =>
        one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    private static bool SamePath(string one, string other) =>
        FullPath(one).Equals(FullPath(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>The path in the one form in which two are compared.</summary>
    internal static string FullPath(string path)
    {
        try
        {
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        }
        catch (Exception illegal) when (illegal is ArgumentException or NotSupportedException or IOException)
        {
            // Another instance's record may hold anything. What is no path at all equals only itself.
            return path;
        }
    }

    private sealed record Owned(InstanceRecord Record, InstanceSettings Settings);
}
