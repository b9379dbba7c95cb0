using Octopus.Lifecycle.Maintenance;

namespace Octopus.CustomActions;

/// <summary>The product as it is on the machine now.</summary>
internal static class InstalledProduct
{
    /// <summary>Its version; <see langword="null"/> when there is none.</summary>
    public static string? Version(IInstallSession session) => session.ReadInstalled("Version");

    /// <summary>Its folder; <see langword="null"/> when there is none. The vendor's product writes its own in the same place, and no version.</summary>
    public static string? Folder(IInstallSession session) => Version(session) is null ? null : session.ReadInstalled("InstallLocation");

    /// <summary>Its executables: where the package goes, and where the version before it went.</summary>
    public static IReadOnlyList<string> Executables(IInstallSession session) =>
        ProductExecutables.In(session.Read(SetupProperties.InstallFolder), Folder(session));
}
