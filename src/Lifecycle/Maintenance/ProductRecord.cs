using System.Runtime.Versioning;
using Microsoft.Win32;
using Octopus.Instances;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>The values that <c>installer/Components.wxs</c> writes below <c>HKLM\Software\Octopus</c>.</summary>
[SupportedOSPlatform("windows")]
public sealed class ProductRecord : IProductRecord
{
    /// <inheritdoc/>
    // The vendor's product writes its folder there too, and no version.
    public string? Folder => Version is null ? null : Read("InstallLocation");

    /// <inheritdoc/>
    public string? Version => Read("Version");

    private static string? Read(string name)
    {
        using var machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, RegistryView.Registry64);
        using var product = machine.OpenSubKey($@"Software\Octopus\{Application.Tentacle.Name}");
        return product?.GetValue(name) is string { Length: > 0 } value ? value : null;
    }
}
