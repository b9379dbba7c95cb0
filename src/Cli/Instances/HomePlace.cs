using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Instances;

/// <summary>Where a home may be: a folder of this machine that is what its name says, and is nobody else's by its place.</summary>
internal sealed class HomePlace(CommandHost host)
{
    /// <summary>Why a folder cannot be a home, as the end of a sentence that begins with it; <see langword="null"/> when it can.</summary>
    public string? WhyNot(string folder)
    {
        if (!StoredPath.TryRead(folder, folder: null, out var home, out var reason))
            return reason;
        if (Path.GetDirectoryName(home) is null)
            return "is a whole drive";
        if (!host.Places.IsOnFixedDrive(home))
            return "is not on a drive that is built into this machine";
        return Product(home) ?? System(home) ?? host.Places.Detour(home);
    }

    private string? Product(string home)
    {
        string[] own = [host.Machine.Setup, host.Machine.Manager, host.Machine.Instances(host.Application)];
        if (own.FirstOrDefault(folder => FolderPath.IsOrIsIn(folder, home)) is { } inside)
            return $"lies in {inside}, which is this product's own";
        var homes = Path.GetDirectoryName(host.Machine.DefaultHome(host.Application, "any"))!;
        return FolderPath.IsIn(home, host.Executable) || own.Any(folder => FolderPath.IsIn(home, folder)) || FolderPath.AreSame(home, homes) ? "holds this product itself" : null;
    }

    // The machine folder lies in the data of all programs, and is ours.
    private string? System(string home)
    {
        bool IsOurs(string folder) => FolderPath.IsIn(host.Machine.Path, home) && FolderPath.IsIn(folder, host.Machine.Path);
        foreach (var folder in host.Places.SystemFolders)
        {
            if (FolderPath.IsOrIsIn(home, folder))
                return $"holds {folder}";
            if (FolderPath.IsIn(folder, home) && !IsOurs(folder))
                return $"lies in {folder}";
        }

        return null;
    }
}
