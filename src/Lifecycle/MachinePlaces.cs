using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>Sees to the rights of folders in the machine folder, from the top, and follows no link in place of one.</summary>
/// <param name="machine">The machine folder.</param>
/// <param name="rights">Gives folders their rights.</param>
internal sealed class MachinePlaces(MachineFolder machine, IFolderProtection rights)
{
    private const string AsideEnding = ".set-aside";

    /// <summary>Who may do more in a place than he should.</summary>
    public IReadOnlyList<string> Trespassers(MachinePlace place)
    {
        try
        {
            return rights.Trespassers(place.Folder, place.Access);
        }
        catch (UnauthorizedAccessException) when (place.Access == FolderAccess.AdministratorsOnly)
        {
            // Who is no administrator is kept out, as he should be. Administrators see what is wrong with it.
            return [];
        }
    }

    /// <summary>Whether the place is there and nobody may do more in it than he should.</summary>
    public bool IsAsItShouldBe(MachinePlace place) => Directory.Exists(place.Folder) && !HasTrespassers(place);

    /// <summary>Makes the places, or takes back what others may do there.</summary>
    /// <param name="places">The places, from the top.</param>
    /// <param name="told">Told what was set aside.</param>
    public void Require(IReadOnlyList<MachinePlace> places, Action<string>? told)
    {
        // All of them before one is changed: rights that are inherited from a folder above change with it, and what was written
        // until then remains.
        var foreign = places.Where(HasTrespassers).Select(place => place.Folder).ToList();
        var moved = places.Where(IsTrustedBefore).ToList();
        foreach (var place in places)
        {
            // Again: who may write a folder can hide what is in it.
            if (place.IsPrivate && IsTaken(place.Folder)
                && (foreign.Contains(place.Folder) || foreign.Contains(Path.GetDirectoryName(place.Folder)!) || HasTrespassers(place)))
            {
                SetAside(place, told);
            }

            if (moved.Contains(place))
                TakeAlong(place, told);

            if (place.IsMade || IsTaken(place.Folder))
                Require(place);
        }
    }

    private bool HasTrespassers(MachinePlace place) => IsTaken(place.Folder) && rights.Trespassers(place.Folder, place.Access).Count > 0;

    private void Require(MachinePlace place)
    {
        if (IsAsItShouldBe(place))
            return;
        KeepWhatIsNotOurs(place);
        rights.Protect(place.Folder, place.Access);
        if (rights.Trespassers(place.Folder, place.Access) is { Count: > 0 } trespassers)
        {
            throw new UnauthorizedAccessException(
                $"{place.Folder} cannot be kept from {string.Join(", ", trespassers)}. Take their rights to it away, or move the folder away, and try again.");
        }
    }

    // Homes, logs, and whatever else lies beside our own folders belongs to instances, also to those of the vendor's product. Their accounts
    // may have nothing but what they inherit.
    private void KeepWhatIsNotOurs(MachinePlace place)
    {
        var shared = Application.All
            .SelectMany(application => new[] { Path.Combine(machine.Path, application.Name), machine.Instances(application), machine.Homes(application) })
            .Prepend(machine.Path)
            .ToList();
        List<string> ours = [.. shared, machine.Setup, machine.Manager];
        foreach (var folder in shared.Where(folder => FolderPath.IsOrIsIn(place.Folder, folder) && IsItself(folder)))
        {
            foreach (var other in Directory.GetDirectories(folder).Where(other => !ours.Contains(other, StringComparer.OrdinalIgnoreCase)))
                rights.KeepRights(other);
        }
    }

    // Behind a link is somebody else's.
    private bool IsItself(string folder) =>
        Directory.Exists(folder)
        && (File.GetAttributes(folder) & FileAttributes.ReparsePoint) == 0
        && (folder == machine.Path || IsItself(Path.GetDirectoryName(folder)!));

    // Everybody could read it there, so anybody can keep it there.
    private void TakeAlong(MachinePlace place, Action<string>? told)
    {
        try
        {
            FilePatience.OfReaders.Try(place.Before!, $"moved to {place.Folder}", () => Directory.Move(place.Before!, place.Folder));
        }
        catch (IOException held)
        {
            told?.Invoke(held.Message);
            return;
        }

        // With the rights that it had there.
        rights.Protect(place.Folder, place.Access);
    }

    private static void SetAside(MachinePlace place, Action<string>? told)
    {
        var aside = Enumerable.Range(1, int.MaxValue).Select(number => $"{place.Folder}{AsideEnding}{(number == 1 ? "" : $"-{number}")}").First(path => !IsTaken(path));
        // A link itself, and not what is behind it.
        if (Directory.Exists(place.Folder))
            Directory.Move(place.Folder, aside);
        else
            File.Move(place.Folder, aside);
        told?.Invoke($"{place.Folder} is not believed, because others than administrators could have written it. It is {aside} now: look at it, and delete it.");
    }

    // What others could have written where an earlier version had it is never looked at.
    private bool IsTrustedBefore(MachinePlace place) =>
        place.Before is { } before && Directory.Exists(before) && !IsTaken(place.Folder) && rights.Trespassers(before, FolderAccess.ReadableByUsers).Count == 0;

    private static bool IsTaken(string path) => Directory.Exists(path) || File.Exists(path);
}
