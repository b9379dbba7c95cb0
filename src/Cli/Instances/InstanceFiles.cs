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

    /// <summary>Refuses when the home is more than this instance's own.</summary>
    /// <exception cref="CommandException"><see cref="ExitCode.Conflict"/>, naming who else uses it.</exception>
    public void RequireOwnHome()
    {
        if (Home is null)
            return;
        if (Path.GetDirectoryName(Home) is null)
            throw Shared("is a whole drive");
        if (IsIn(Home, host.Executable) || IsIn(Home, host.Machine.Path) || Home.Equals(Path.TrimEndingDirectorySeparator(host.Machine.Path), StringComparison.OrdinalIgnoreCase))
            throw Shared("holds this product itself");
        if (new[] { Environment.SpecialFolder.Windows, Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.UserProfile, Environment.SpecialFolder.CommonApplicationData }
                .Select(Environment.GetFolderPath).FirstOrDefault(folder => folder.Length > 0 && (IsIn(Home, folder) || IsSame(Home, folder))) is { } system)
            throw Shared($"holds {system}");
        foreach (var other in host.Store.Read().Instances.Where(other => !other.Name.Equals(record.Name, StringComparison.OrdinalIgnoreCase)))
        {
            if (IsIn(Home, other.ConfigurationFilePath) || HomeOf(other) is { } taken && (IsIn(Home, taken) || IsSame(Home, taken)))
                throw Shared($"holds files of instance '{other.Name}'");
        }
    }

    private CommandException Shared(string why) => new(
        ExitCode.Conflict,
        $"The home of instance '{record.Name}', {Home}, {why}, so it is not touched. Delete what is not needed yourself, or change the home with: configure --home FOLDER --instance \"{record.Name}\".");

    private static string? HomeOf(InstanceRecord other)
    {
        try
        {
            return ConfigurationFile.Read(other).Home is { } home ? Path.GetFullPath(home) : null;
        }
        catch (Exception unusable) when (unusable is InstanceException { Error: InstanceError.ConfigurationUnusable } or ArgumentException or NotSupportedException or IOException)
        {
            // What it owns is not known; where its configuration is, is.
            return null;
        }
    }

    private static bool IsSame(string one, string other) =>
        one.Equals(Path.TrimEndingDirectorySeparator(other), StringComparison.OrdinalIgnoreCase);

    private static bool IsIn(string folder, string path) =>
        Path.GetFullPath(path).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
}
