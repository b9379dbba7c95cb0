using Octopus.Lifecycle.Maintenance;

namespace Octopus.CustomActions;

/// <summary>The product as it is on the machine now.</summary>
internal static class InstalledProduct
{
    /// <summary>Its version; <see langword="null"/> when there is none.</summary>
    public static string? Version(IInstallSession session) => session.ReadInstalled("Version");

    /// <summary>Its executables: where the package goes, and where the version before it went.</summary>
    public static IReadOnlyList<string> Executables(IInstallSession session) =>
        ProductExecutables.In(session.Read(SetupProperties.InstallFolder), session.ReadInstalled("InstallLocation"));
}
