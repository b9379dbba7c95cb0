using System.Text.Json;
using Octopus.Instances;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// The record of the installation in progress, on disk before each change, and of the last one that ended.
/// </summary>
public sealed class Journal(MachineFolder machine)
{
    private string Path => System.IO.Path.Combine(machine.Setup, "journal.json");

    private string LastRunPath => System.IO.Path.Combine(machine.Setup, "last-run.json");

    /// <summary>The installation in progress, or <see langword="null"/> when there is none.</summary>
    /// <exception cref="MaintenanceException">The journal cannot be read.</exception>
    public JournalEntry? Read()
    {
        if (!File.Exists(Path))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(Path), MaintenanceJson.Default.JournalEntry);
        }
        catch (JsonException malformed)
        {
            throw new MaintenanceException($"The journal {Path} cannot be read. Move it away and start the instances by hand.", malformed);
        }
    }

    /// <summary>Puts the entry on disk.</summary>
    public void Write(JournalEntry entry)
    {
        Directory.CreateDirectory(machine.Setup);
        AtomicFile.Write(Path, JsonSerializer.Serialize(entry, MaintenanceJson.Default.JournalEntry));
    }

    /// <summary>Moves a journal that cannot be read out of the way, to <c>journal.json.damaged</c>.</summary>
    public void SetAside()
    {
        var aside = Path + ".damaged";
        File.Delete(aside);
        File.Move(Path, aside);
    }

    /// <summary>Writes the result, then closes the journal.</summary>
    public void Close(LastRun result)
    {
        Directory.CreateDirectory(machine.Setup);
        AtomicFile.Write(LastRunPath, JsonSerializer.Serialize(result, MaintenanceJson.Default.LastRun));
        File.Delete(Path);
        File.Delete(Path + AtomicFile.PreviousEnding);
    }

    /// <summary>The result of the last installation that ended, or <see langword="null"/>.</summary>
    public LastRun? ReadLastRun() =>
        File.Exists(LastRunPath)
            ? JsonSerializer.Deserialize(File.ReadAllText(LastRunPath), MaintenanceJson.Default.LastRun)
            : null;
}
