using Octopus.Instances;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>The file that says what services are owed, beside the journal and as well protected.</summary>
/// <param name="machine">The machine folder.</param>
internal sealed class OwedStates(MachineFolder machine)
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(machine.Setup, "owed.json");

    /// <summary>What is owed. A file that is damaged says nothing; what was there before its last change is read instead.</summary>
    public IReadOnlyList<OwedState> Read() => Read(Path) ?? Read(Path + AtomicFile.PreviousEnding) ?? [];

    public void Write(IReadOnlyCollection<OwedState> owed)
    {
        if (owed.Count > 0)
            AtomicFile.Write(Path, MaintenanceJson.Serialize(owed));
        else
            Delete();
    }

    // The copy first: it must not come to life when the file has gone.
    private void Delete()
    {
        AtomicFile.Delete(Path + AtomicFile.PreviousEnding);
        AtomicFile.Delete(Path);
    }

    private static OwedState[]? Read(string path) =>
        JournalFile.ReadText(path) is { } text ? MaintenanceJson.ParseOwed(text) : null;
}
