using Octopus.Instances;

namespace Octopus.Lifecycle.Watch;

/// <summary>
/// The services that somebody has stopped with a command and not started since. One that died of it, or had to be terminated, has
/// failed for Windows; the watchdog must know better. One empty file for each, in a folder that only administrators may use.
/// <para>
/// A note is worth less than what it is about: one that cannot be written or removed is a sentence for people and keeps nothing from being
/// done.
/// </para>
/// </summary>
/// <param name="protection">Keeps the folder to them.</param>
public sealed class StopNotes(MachineProtection protection)
{
    private const string Forbidden = "\\/:*?\"<>|";

    private bool _isKept;

    /// <summary>Notes that a service was stopped on purpose.</summary>
    /// <returns>Why that could not be noted, and what follows; <see langword="null"/> when it was.</returns>
    public string? Add(string service) => Try(
        () =>
        {
            RequireFolder();
            if (!Has(service))
                AtomicFile.Write(PathOf(service), "");
        },
        problem => $"That the service '{service}' was stopped on purpose could not be noted in {protection.Machine.Stopped}: {problem} A watchdog may start it again.");

    /// <summary>Whether that is noted of a service.</summary>
    public bool Has(string service) => File.Exists(PathOf(service));

    /// <summary>It has been started since. Nothing happens when nothing is noted.</summary>
    /// <returns>Why the note could not be removed, and what follows; <see langword="null"/> when there is none any more.</returns>
    public string? Remove(string service) => Try(
        () =>
        {
            if (!Has(service))
                return;
            // Somebody could lead this elsewhere who made the folder before us.
            RequireFolder();
            AtomicFile.Delete(PathOf(service));
        },
        problem => $"The note {PathOf(service)} could not be removed: {problem} Until it is gone a watchdog does not start the service '{service}'.");

    private static string? Try(Action write, Func<string, string> tell)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return tell(refused.Message);
        }
    }

    private void RequireFolder()
    {
        if (_isKept)
            return;
        protection.RequireStopped();
        _isKept = true;
    }

    // Names of services hold a colon, which no name of a file can.
    private string PathOf(string service) => Path.Combine(
        protection.Machine.Stopped,
        new string([.. InstanceName.Slug(service).Select(letter => Forbidden.Contains(letter) ? '_' : letter)]));
}
