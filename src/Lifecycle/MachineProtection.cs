using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>
/// Keeps the machine folder to those who may change instances. What elevated programs read there decides what runs, so nobody else
/// may write it; what everybody may read, everybody can.
/// </summary>
/// <param name="machine">The machine folder.</param>
/// <param name="protection">Gives folders their rights.</param>
public sealed class MachineProtection(MachineFolder machine, IFolderProtection protection)
{
    /// <summary>The machine folder.</summary>
    public MachineFolder Machine { get; } = machine;

    /// <summary>Gives any folder its rights.</summary>
    public IFolderProtection Rights { get; } = protection;

    /// <summary>The accounts beside administrators that could have written what is in the folder of installations.</summary>
    public IReadOnlyList<string> SetupTrespassers() => Rights.Trespassers(Machine.Setup, FolderAccess.AdministratorsOnly);

    /// <summary>The accounts beside administrators that may write the folders of the machine or of an application's instances.</summary>
    /// <exception cref="UnauthorizedAccessException">This account may not see the rights.</exception>
    public IReadOnlyList<string> Trespassers(Application application) =>
        [.. Folders(application).SelectMany(folder => Rights.Trespassers(folder, FolderAccess.ReadableByUsers)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Makes the folders of the machine and of an application's instances, or takes back what others may do there.</summary>
    /// <exception cref="UnauthorizedAccessException">Others could still write one; the message names folder and accounts.</exception>
    public void RequireFolders(Application application)
    {
        foreach (var folder in Folders(application))
            Require(folder, FolderAccess.ReadableByUsers);
    }

    /// <summary>The same for the folder of installations, which only administrators may read.</summary>
    /// <inheritdoc cref="RequireFolders" path="/exception"/>
    public void RequireSetup()
    {
        Require(Machine.Path, FolderAccess.ReadableByUsers);
        Require(Machine.Setup, FolderAccess.AdministratorsOnly);
    }

    /// <summary>The same for the folder of the Manager, which only administrators may read.</summary>
    /// <inheritdoc cref="RequireFolders" path="/exception"/>
    public void RequireManager()
    {
        Require(Machine.Path, FolderAccess.ReadableByUsers);
        Require(Machine.Manager, FolderAccess.AdministratorsOnly);
    }

    // From the top: who may rename a folder could put another in the place of one below it.
    private string[] Folders(Application application) =>
        [Machine.Path, Path.Combine(Machine.Path, application.Name), Machine.Instances(application)];

    private void Require(string folder, FolderAccess access)
    {
        if (Directory.Exists(folder) && Rights.Trespassers(folder, access).Count == 0)
            return;
        Rights.Protect(folder, access);
        if (Rights.Trespassers(folder, access) is { Count: > 0 } trespassers)
        {
            throw new UnauthorizedAccessException(
                $"{folder} cannot be kept from {string.Join(", ", trespassers)}. Take their rights to it away, or move the folder away, and try again.");
        }
    }
}
