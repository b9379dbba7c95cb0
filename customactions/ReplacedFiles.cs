using Octopus.Services;

namespace Octopus.CustomActions;

/// <summary>The files that the installation replaces or takes away.</summary>
internal static class ReplacedFiles
{
    /// <summary>Those of a change of these executables alone.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> executables) => Ordered(executables.Select(WindowsPath.FileName));

    /// <summary>
    /// Those of the package and of the products it removes, relative to the install folder. Our executables are among them also when
    /// the package of an old product cannot be read.
    /// </summary>
    public static IReadOnlyList<string> Of(IInstallSession session, IEnumerable<string> executables) =>
        Ordered(session.PackageFiles()
            .Concat(Removed(session).SelectMany(product => session.InstalledFiles(product) ?? []))
            .Concat(executables.Select(WindowsPath.FileName)));

    private static List<string> Ordered(IEnumerable<string> files) =>
        [.. files.Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(file => file, StringComparer.OrdinalIgnoreCase)];

    private static string[] Removed(IInstallSession session) =>
        session.Read(ProductChange.UpgradeDetected).Split([';'], StringSplitOptions.RemoveEmptyEntries);
}
