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
    private readonly MachinePlaces _places = new(machine, protection);

    /// <summary>The machine folder.</summary>
    public MachineFolder Machine { get; } = machine;

    /// <summary>Gives any folder its rights.</summary>
    public IFolderProtection Rights { get; } = protection;

    /// <summary>The accounts beside administrators that could have written what is in the folder of installations.</summary>
    public IReadOnlyList<string> SetupTrespassers() => Rights.Trespassers(Machine.Setup, FolderAccess.AdministratorsOnly);

    /// <summary>
    /// The accounts beside administrators that may write the folders of the machine or of an application's instances, and the links
    /// that stand in their places.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">This account may not see the rights.</exception>
    public IReadOnlyList<string> Trespassers(Application application) =>
        [.. All(application).SelectMany(_places.Trespassers).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// Makes the folders of the machine and of an application's instances, or takes back what others may do there. What is for this
    /// product alone and others could have written is set aside.
    /// </summary>
    /// <param name="application">The application.</param>
    /// <param name="setAside">Told what was set aside, as a sentence. Default: nobody is.</param>
    /// <exception cref="UnauthorizedAccessException">Others could still write one; the message names folder and accounts.</exception>
    /// <exception cref="IOException">A link or a file stands in the place of one; the message names it.</exception>
    public void RequireFolders(Application application, Action<string>? setAside = null) => _places.Require(All(application), setAside);

    /// <summary>
    /// The same for the folder of installations, which only administrators may read, and for what is in it. While it is as it should be,
    /// no folder that others may read, and so may hold, is looked at.
    /// </summary>
    /// <inheritdoc cref="RequireFolders"/>
    public void RequireSetup(Action<string>? setAside = null) => _places.Require(Below(Setup), setAside);

    /// <summary>The same for the folder of the Manager, which only administrators may read.</summary>
    /// <inheritdoc cref="RequireFolders"/>
    public void RequireManager(Action<string>? setAside = null) => _places.Require(Below(Manager), setAside);

    /// <summary>The same for the notes of services that were stopped on purpose; their folder is made.</summary>
    /// <inheritdoc cref="RequireFolders"/>
    public void RequireStopped(Action<string>? setAside = null) =>
        _places.Require(Below([.. Setup.Select(place => place.Folder == Machine.Stopped ? place with { IsMade = true } : place)]), setAside);

    // Who could have put another folder in the place of the first one has not: it would be his.
    private MachinePlace[] Below(MachinePlace[] places) => _places.IsAsItShouldBe(places[0]) ? places : [Top, .. places];

    private MachinePlace Top => new(Machine.Path, FolderAccess.ReadableByUsers) { IsMade = true };

    private MachinePlace[] Setup =>
    [
        new(Machine.Setup, FolderAccess.AdministratorsOnly) { IsMade = true },
        new(Machine.Stopped, FolderAccess.AdministratorsOnly) { IsPrivate = true, Before = Path.Combine(Machine.Path, "Stopped") },
        new(Machine.Restores, FolderAccess.AdministratorsOnly) { IsPrivate = true },
    ];

    private MachinePlace[] Manager =>
    [
        new(Machine.Manager, FolderAccess.AdministratorsOnly) { IsMade = true },
        new(Machine.Browser, FolderAccess.AdministratorsOnly) { IsPrivate = true },
    ];

    // From the top: who may rename a folder could put another in the place of one below it.
    private MachinePlace[] All(Application application) =>
    [
        Top,
        .. Setup,
        .. Manager.Select(place => place with { IsMade = false }),
        new(Path.Combine(Machine.Path, application.Name), FolderAccess.ReadableByUsers) { IsMade = true },
        new(Machine.Instances(application), FolderAccess.ReadableByUsers) { IsMade = true },
        new(Machine.Homes(application), FolderAccess.ReadableByUsers) { IsMade = true },
    ];
}
