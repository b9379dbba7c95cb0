using Octopus.Instances;

namespace Octopus.Cli.Instances;

/// <summary>The files that belong to one instance and to nobody else, so that they can be deleted or moved.</summary>
/// <param name="host">The machine.</param>
/// <param name="record">The instance.</param>
/// <param name="settings">Its settings; <see langword="null"/> when they cannot be read, and its home is not known then.</param>
internal sealed class InstanceFiles(CommandHost host, InstanceRecord record, InstanceSettings? settings)
{
    /// <summary>The home, when it is there.</summary>
    public string? Home { get; } = settings?.Home is { } home && Directory.Exists(home) ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(home)) : null;

    /// <summary>The configuration file and the copy of what it said before, those that are there and are not in the home.</summary>
    public IReadOnlyList<string> Configuration =>
        [.. new[] { record.ConfigurationFilePath, record.ConfigurationFilePath + AtomicFile.PreviousEnding }
            .Where(file => File.Exists(file) && (Home is null || !IsIn(Home, file)))];

    /// <summary>Whether the home is this instance's own, or is not there yet.</summary>
    public bool IsHomeOwn => WhyNotOwn() is null;

    /// <summary>Refuses when the home is more than this instance's own.</summary>
    /// <exception cref="CommandException"><see cref="ExitCode.Conflict"/>, naming who else uses it.</exception>
    public void RequireOwnHome()
    {
        if (WhyNotOwn() is { } why)
        {
            throw new CommandException(
                ExitCode.Conflict,
                $"The home of instance '{record.Name}', {Home}, {why}, so it is not touched. Delete what is not needed yourself, or change the home with: configure --home FOLDER --instance \"{record.Name}\".");
        }
    }

    private string? WhyNotOwn()
    {
        if (Home is null)
            return null;
        if (Path.GetDirectoryName(Home) is null)
            return "is a whole drive";
        if (IsIn(Home, host.Executable) || IsIn(Home, host.Machine.Path) || Home.Equals(Path.TrimEndingDirectorySeparator(host.Machine.Path), StringComparison.OrdinalIgnoreCase))
            return "holds this product itself";
        if (new[] { Environment.SpecialFolder.Windows, Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.UserProfile, Environment.SpecialFolder.CommonApplicationData }
                .Select(Environment.GetFolderPath).FirstOrDefault(folder => folder.Length > 0 && (IsIn(Home, folder) || IsSame(Home, folder))) is { } system)
            return $"holds {system}";
        foreach (var other in host.Store.Read().Instances.Where(other => !other.Name.Equals(record.Name, StringComparison.OrdinalIgnoreCase)))
        {
            if (IsIn(Home, other.ConfigurationFilePath) || HomeOf(other) is { } taken && (IsIn(Home, taken) || IsSame(Home, taken)))
                return $"holds files of instance '{other.Name}'";
        }

        return null;
    }

    /// <summary>The home of an instance, or <see langword="null"/> when it has none, or its configuration cannot be read.</summary>
    public static string? HomeOf(InstanceRecord other) =>
        ConfigurationFile.TryRead(other, out var settings, out _) && settings!.Home is { } home ? InstanceCatalog.FullPath(home) : null;

    private static bool IsSame(string one, string other) =>
        one.Equals(Path.TrimEndingDirectorySeparator(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a path is below a folder.</summary>
    public static bool IsIn(string? folder, string path) =>
        folder is not null && Path.GetFullPath(path).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
}
