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

    /// <summary>Whether a path is below a folder. Both are full.</summary>
    public static bool IsIn(string? folder, string path) =>
        folder is not null && path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a path is a folder, or below it.</summary>
    public static bool IsOrIsIn(string? folder, string path) => folder is not null && (IsIn(folder, path) || IsSame(folder, path));

    /// <summary>Whether two full paths are one.</summary>
    public static bool IsSame(string one, string other) =>
        Path.TrimEndingDirectorySeparator(one).Equals(Path.TrimEndingDirectorySeparator(other), StringComparison.OrdinalIgnoreCase);

    private string? Product(string home)
    {
        string[] own = [host.Machine.Setup, host.Machine.Manager, host.Machine.Instances(host.Application)];
        if (own.FirstOrDefault(folder => IsOrIsIn(folder, home)) is { } inside)
            return $"lies in {inside}, which is this product's own";
        var homes = Path.GetDirectoryName(host.Machine.DefaultHome(host.Application, "any"))!;
        return IsIn(home, host.Executable) || own.Any(folder => IsIn(home, folder)) || IsSame(home, homes) ? "holds this product itself" : null;
    }

    // The machine folder lies in the data of all programs, and is ours.
    private string? System(string home)
    {
        bool IsOurs(string folder) => IsIn(host.Machine.Path, home) && IsIn(folder, host.Machine.Path);
        foreach (var folder in host.Places.SystemFolders)
        {
            if (IsOrIsIn(home, folder))
                return $"holds {folder}";
            if (IsIn(folder, home) && !IsOurs(folder))
                return $"lies in {folder}";
        }

        return null;
    }
}
