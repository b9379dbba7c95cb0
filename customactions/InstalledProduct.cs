using Microsoft.Win32;
using Octopus.Instances;

namespace Octopus.CustomActions;

/// <summary>What the last installation wrote down about itself.</summary>
internal static class InstalledProduct
{
    /// <summary>Its version; <see langword="null"/> when there was none.</summary>
    public static string? Version => Value("Version");

    /// <summary>Where executables of this product may be: where the package goes, and where the version before it went.</summary>
    public static IEnumerable<string> Executables(IInstallSession session) =>
        from folder in new[] { session.Read(SetupProperties.InstallFolder), Value("InstallLocation") }
            .Where(folder => !string.IsNullOrEmpty(folder)).Distinct(StringComparer.OrdinalIgnoreCase)
        from application in Application.All
        select Path.Combine(folder, application.Executable);

    private static string? Value(string name)
    {
        using var machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, RegistryView.Registry64);
        using var product = machine.OpenSubKey($@"Software\Octopus\{Application.Tentacle.Name}");
        return product?.GetValue(name) as string;
    }
}
