using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>The executables of this product.</summary>
public static class ProductExecutables
{
    private const string Manager = "Octopus.Manager.exe";

    /// <summary>
    /// Where they are, in each of the folders. Not only those that are there: an installation that was killed may have taken them away,
    /// and left services that still want them.
    /// </summary>
    /// <param name="folders">The folders; one that is not known is left out.</param>
    public static IReadOnlyList<string> In(params string?[] folders) =>
    [
        .. folders
            .OfType<string>()
            .Where(folder => folder.Length > 0)
            .SelectMany(folder => Application.All.Select(application => application.Executable).Append(Manager).Select(file => WindowsPath.Combine(folder, file)))
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Those that an installation changes: the Manager's alone, or all of them.</summary>
    /// <param name="managerOnly">Whether the Manager's file is the only one that changes.</param>
    /// <param name="folders">The folders; one that is not known is left out.</param>
    public static IReadOnlyList<string> Changed(bool managerOnly, params string?[] folders) =>
        [.. In(folders).Where(path => !managerOnly || WindowsPath.FileName(path) == Manager)];
}
