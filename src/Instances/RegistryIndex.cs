using Microsoft.Win32;

namespace Octopus.Instances;

/// <summary>The registry index: <c>HKLM\Software\Octopus\&lt;Application&gt;\&lt;name&gt;</c>, 64-bit view.</summary>
#if NET
[System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
public sealed class RegistryIndex : ILegacyIndex
{
    private const string ConfigurationFilePath = "ConfigurationFilePath";

    /// <inheritdoc/>
    public IReadOnlyList<InstanceRecord> Read(Application application)
    {
        using var machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, RegistryView.Registry64);
        using var root = machine.OpenSubKey(application.RegistryKey);
        var records = new List<InstanceRecord>();
        foreach (var name in root?.GetSubKeyNames() ?? [])
        {
            using var key = root!.OpenSubKey(name);
            if (key?.GetValue(ConfigurationFilePath) is string path)
                records.Add(new(name, path));
        }

        return records;
    }

    /// <inheritdoc/>
    public bool Remove(Application application, string name)
    {
        using var machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, RegistryView.Registry64);
        using var root = machine.OpenSubKey(application.RegistryKey, writable: true);
        using (var key = root?.OpenSubKey(name))
        {
            if (key is null)
                return false;
        }

        root!.DeleteSubKeyTree(name);
        return true;
    }
}
