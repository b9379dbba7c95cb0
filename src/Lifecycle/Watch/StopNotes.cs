using Octopus.Instances;

namespace Octopus.Lifecycle.Watch;

/// <summary>
/// The services that somebody has stopped with a command and not started since. One that died of it, or had to be terminated, has
/// failed for Windows; the watchdog must know better. One empty file for each, in the machine folder, which only administrators write.
/// </summary>
/// <param name="machine">The machine folder.</param>
public sealed class StopNotes(MachineFolder machine)
{
    private const string Forbidden = "\\/:*?\"<>|";

    private readonly string _folder = Path.Combine(machine.Path, "Stopped");

    /// <summary>Notes that a service was stopped on purpose.</summary>
    public void Add(string service)
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(PathOf(service), "");
    }

    /// <summary>Whether that is noted of a service.</summary>
    public bool Has(string service) => File.Exists(PathOf(service));

    /// <summary>It has been started since. Nothing happens when nothing is noted.</summary>
    public void Remove(string service)
    {
        if (Has(service))
            File.Delete(PathOf(service));
    }

    // Names of services hold a colon, which no name of a file can.
    private string PathOf(string service) =>
        Path.Combine(_folder, new string([.. InstanceName.Slug(service).Select(letter => Forbidden.Contains(letter) ? '_' : letter)]));
}
