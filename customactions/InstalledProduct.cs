using Octopus.Instances;
using Octopus.Services;

namespace Octopus.CustomActions;

/// <summary>The product as it is on the machine now.</summary>
internal static class InstalledProduct
{
    private const string Manager = "Octopus.Manager.exe";

    /// <summary>Its version; <see langword="null"/> when there is none.</summary>
    public static string? Version(IInstallSession session) => session.ReadInstalled("Version");

    /// <summary>
    /// Where its executables are: where the package goes, and where the version before it went. Not only those that are there: an
    /// installation that was killed may have taken them away, and left services that still want them.
    /// </summary>
    public static IReadOnlyList<string> Executables(IInstallSession session) =>
    [
        .. new[] { session.Read(SetupProperties.InstallFolder), session.ReadInstalled("InstallLocation") }
            .OfType<string>()
            .Where(folder => folder.Length > 0)
            .SelectMany(folder => Application.All.Select(application => application.Executable).Append(Manager).Select(file => WindowsPath.Combine(folder, file)))
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];
}
