using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Where the product may go: a folder of its own on a drive of this machine. Windows Installer looks at much of this itself, but not at
/// shares, whole drives, Windows' own folders or ours; and what services run as SYSTEM must be nobody else's to replace.
/// </summary>
/// <param name="machine">The machine folder.</param>
/// <param name="places">Where folders are.</param>
public sealed class ProductFolder(MachineFolder machine, IFolderPlaces places)
{
    private const int Drive = 3;

    /// <summary>Why the product cannot go there, as the end of a sentence that begins with the path; <see langword="null"/> when it can.</summary>
    /// <param name="path">The path as it was given.</param>
    /// <param name="isInstalled">Whether the product is there already. Then only what cannot work is refused.</param>
    public string? WhyNot(string path, bool isInstalled)
    {
        if (!StoredPath.TryRead(path, folder: null, out var folder, out var reason))
            return reason;
        if (path.IndexOf('/') >= 0 && folder.IndexOf('\\') > 0)
            return $"has slashes where Windows Installer wants backslashes: {folder}";
        if (!places.IsOnFixedDrive(folder))
            return "is not on a drive that is built into this machine";
        return isInstalled ? null : Place(folder) ?? places.Detour(folder);
    }

    /// <summary>Refuses a folder where the product cannot go.</summary>
    /// <inheritdoc cref="WhyNot"/>
    /// <exception cref="MaintenanceException">Nothing has been changed; the message says why not and what to do.</exception>
    public void Require(string path, bool isInstalled)
    {
        if (WhyNot(path, isInstalled) is { } reason)
            throw new MaintenanceException($"INSTALLFOLDER is '{path}', and that {reason}. Give it a folder of its own on a drive of this machine, for instance C:\\Program Files\\Octopus Deploy\\Tentacle, and run the installation again. Nothing has been changed.");
    }

    private string? Place(string folder)
    {
        if (folder.TrimEnd('\\').Length < Drive)
            return "is a whole drive";
        if (FolderPath.IsOrIsIn(machine.Path, folder))
            return $"lies in {machine.Path}, where this product keeps its data";
        if (places.SystemFolders.Append(machine.Path).FirstOrDefault(system => FolderPath.IsOrIsIn(folder, system)) is { } held)
            return FolderPath.AreSame(folder, held) ? "is a folder of Windows itself" : $"holds {held}";
        return places.SystemFolders.Except(places.ProgramFolders, StringComparer.OrdinalIgnoreCase).FirstOrDefault(system => FolderPath.IsIn(system, folder)) is { } around
            ? $"lies in {around}"
            : null;
    }
}
