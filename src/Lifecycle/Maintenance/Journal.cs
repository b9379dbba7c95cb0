using Octopus.Instances;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// The record of the installation in progress, on disk before each change, and of the last one that ended. It decides what starts
/// as SYSTEM, so it is believed only when nobody but administrators could have written it.
/// </summary>
/// <param name="protection">Keeps its folder to administrators, and tells whether it is kept.</param>
public sealed class Journal(MachineProtection protection)
{
    private readonly MachineFolder _machine = protection.Machine;

    private const string DamagedEnding = ".damaged";

    private string Path => System.IO.Path.Combine(_machine.Setup, "journal.json");

    private string LastRunPath => System.IO.Path.Combine(_machine.Setup, "last-run.json");

    private string PreviousPath => Path + AtomicFile.PreviousEnding;

    /// <summary>The installation in progress, or <see langword="null"/> when there is none.</summary>
    /// <exception cref="MaintenanceException">The journal cannot be read, or is not to be believed.</exception>
    public JournalEntry? Read()
    {
        if (!File.Exists(Path) && !File.Exists(PreviousPath))
            return null;
        if (protection.SetupTrespassers() is { Count: > 0 } trespassers)
        {
            throw new MaintenanceException(
                $"The journal {Path} is not believed, because others than administrators could have written it: {string.Join(", ", trespassers)}. Look at it, then move it away.");
        }

        // Power may have gone in the middle of a replacement; what was there before it has the same plan.
        return ReadWhole(Path) ?? ReadWhole(PreviousPath) ?? throw new MaintenanceException(
            $"The journal {Path} cannot be read. Move it away and start the instances by hand.");
    }

    /// <summary>
    /// Opens the journal for one installation, before anything changes. What an earlier installation left there that never ended
    /// is handed to <paramref name="open"/>.
    /// </summary>
    /// <param name="owner">The process that will carry it out.</param>
    /// <param name="isAlive">Whether the process that is written there lives.</param>
    /// <param name="damaged">Told when what was there could not be used and has been set aside.</param>
    /// <param name="open">Makes the entry to write; <see langword="null"/> leaves everything as it is.</param>
    /// <exception cref="MaintenanceInProgressException">Another installation is in progress.</exception>
    public JournalEntry? Open(JournalOwner owner, Func<JournalOwner, bool> isAlive, Action<string> damaged, Func<JournalEntry?, JournalEntry?> open)
    {
        var believed = protection.SetupTrespassers().Count == 0;
        if (!believed)
            ReadOrSetAside(damaged);
        protection.RequireSetup();
        // Two that come in the same moment must not both find nobody.
        using var held = new FolderLock(_machine.Setup, FolderLock.Patience).Enter();
        // What somebody put there before the folder was taken from him is no journal of ours, however late it came.
        var before = believed ? ReadOrSetAside(damaged) : SetAsideAll();
        if (before is not null && before.Owner != owner && isAlive(before.Owner))
            throw new MaintenanceInProgressException("Nothing has been changed", before.Owner, before.StopBegan);
        if (open(before) is not { } entry)
            return null;
        Write(entry);
        return entry;
    }

    /// <summary>Puts the entry on disk.</summary>
    public void Write(JournalEntry entry)
    {
        if (!Directory.Exists(_machine.Setup))
            protection.RequireSetup();
        AtomicFile.Write(Path, MaintenanceJson.Serialize(entry));
        AtomicFile.Write(
            MaintenanceNotice.PathIn(_machine),
            MaintenanceJson.Serialize(new MaintenanceNotice(entry.Owner, entry.StopBegan, entry.Plan.Kind, entry.Plan.Version, entry.Phase)));
    }

    /// <summary>Writes the result, then closes the journal.</summary>
    public void Close(LastRun result)
    {
        protection.RequireSetup();
        AtomicFile.Write(LastRunPath, MaintenanceJson.Serialize(result));
        // The journal itself last, and in one step: as long as it is there, the installation has not ended.
        File.Delete(MaintenanceNotice.PathIn(_machine) + AtomicFile.PreviousEnding);
        File.Delete(MaintenanceNotice.PathIn(_machine));
        File.Delete(PreviousPath);
        File.Delete(Path);
    }

    /// <summary>The result of the last installation that ended, or <see langword="null"/> when there is none that can be read.</summary>
    public LastRun? ReadLastRun() => File.Exists(LastRunPath) ? MaintenanceJson.ParseLastRun(File.ReadAllText(LastRunPath)) : null;

    // Whatever is wrong with an old journal is no reason to keep this installation from happening: it is moved away, for whoever
    // looks into it.
    private JournalEntry? ReadOrSetAside(Action<string> damaged)
    {
        try
        {
            return Read();
        }
        catch (MaintenanceException unusable)
        {
            damaged(unusable.Message);
            return SetAsideAll();
        }
    }

    /// <summary>Moves a journal that cannot be used out of the way, to <c>journal.json.damaged</c>.</summary>
    public void SetAside() => SetAsideAll();

    private JournalEntry? SetAsideAll()
    {
        SetAside(Path);
        SetAside(PreviousPath);
        return null;
    }

    private static JournalEntry? ReadWhole(string path) => File.Exists(path) ? MaintenanceJson.ParseEntry(File.ReadAllText(path)) : null;

    private static void SetAside(string path)
    {
        if (!File.Exists(path))
            return;
        var aside = path + DamagedEnding;
        File.Delete(aside);
        File.Move(path, aside);
    }
}
