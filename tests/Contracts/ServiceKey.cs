using Microsoft.Win32;

namespace Octopus.Tests.Contracts;

/// <summary>Everything that Windows stores about a service.</summary>
internal sealed class ServiceKey(string name)
{
    private readonly string path = @"SYSTEM\CurrentControlSet\Services\" + name;

    /// <summary>Compares two readings, and says all that differs.</summary>
    public static void AreEqual(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual) =>
        Assert.AreEqual(Text(expected), Text(actual));

    /// <summary>Failure actions, an environment and a value of its own: what nobody may lose.</summary>
    public void AddWhatAdministratorsAdd()
    {
        using var key = Registry.LocalMachine.OpenSubKey(path, writable: true)!;
        key.SetValue("FailureActions", new byte[] { 0x80, 0x51, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0 }, RegistryValueKind.Binary);
        key.SetValue("Environment", new[] { "A=1", "B=2 3" }, RegistryValueKind.MultiString);
        using var parameters = key.CreateSubKey("Parameters");
        parameters.SetValue("Application", "%TEMP%", RegistryValueKind.ExpandString);
    }

    /// <summary>Each value with its kind, those of the keys below included.</summary>
    public SortedDictionary<string, string> Read()
    {
        var values = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using var key = Registry.LocalMachine.OpenSubKey(path)!;
        Read(key, "", values);
        return values;
    }

    private static void Read(RegistryKey key, string prefix, SortedDictionary<string, string> values)
    {
        foreach (var value in key.GetValueNames())
            values[prefix + value] = $"{Kind(key, value)}: {Text(key.GetValue(value, null, RegistryValueOptions.DoNotExpandEnvironmentNames)!)}";
        foreach (var below in key.GetSubKeyNames())
        {
            using var child = key.OpenSubKey(below)!;
            Read(child, $@"{prefix}{below}\", values);
        }
    }

    // Windows stores every command line as expandable, Wine each as it was given.
    private static RegistryValueKind Kind(RegistryKey key, string value) =>
        value == "ImagePath" ? RegistryValueKind.String : key.GetValueKind(value);

    private static string Text(object value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        string[] texts => string.Join(", ", texts),
        _ => value.ToString()!,
    };

    private static string Text(IReadOnlyDictionary<string, string> values) =>
        string.Join(Environment.NewLine, values.Select(value => $"{value.Key} = {value.Value}"));
}
