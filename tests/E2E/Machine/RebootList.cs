using Microsoft.Win32;

namespace Octopus.Tests.E2E.Machine;

/// <summary>The file operations that Windows has put off until the next restart.</summary>
internal static class RebootList
{
    public static IReadOnlyList<string> Ours()
    {
        using var key = Registry.LocalMachine.OpenSubKey(@"SYSTEM\CurrentControlSet\Control\Session Manager");
        var operations = key?.GetValue("PendingFileRenameOperations") as string[] ?? [];
        return [.. operations.Where(operation => operation.Contains("Octopus", StringComparison.OrdinalIgnoreCase))];
    }

    public static void Clear()
    {
        using var key = Registry.LocalMachine.OpenSubKey(@"SYSTEM\CurrentControlSet\Control\Session Manager", writable: true);
        if (key?.GetValue("PendingFileRenameOperations") is string[] operations)
        {
            var others = operations.Chunk(2).Where(pair => !pair.Any(path => path.Contains("Octopus", StringComparison.OrdinalIgnoreCase)));
            key.SetValue("PendingFileRenameOperations", others.SelectMany(pair => pair).ToArray(), RegistryValueKind.MultiString);
        }
    }
}
