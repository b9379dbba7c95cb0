using Octopus.Instances;

namespace Octopus.Tests.E2E.Machine;

/// <summary>What a red test leaves behind: MSI logs, service tables, the instance store, the commands run, in the order they came.</summary>
internal sealed class Evidence
{
    private readonly string _folder;
    private int _number;

    public Evidence(string journey)
    {
        _folder = Path.Combine(Repository.Artifacts, "test-results", "E2E", "evidence", journey);
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
    }

    public string NextFile(string what, string ending) => Path.Combine(_folder, $"{++_number:00} {what}{ending}");

    public void Write(string what, string text) => File.WriteAllText(NextFile(what, ".txt"), text);

    /// <summary>Writes down the services and copies the instance store and the installer's own records.</summary>
    public void Snapshot(string when)
    {
        Write($"services {when}", ServiceTable.Describe());
        var machine = MachineFolder.Current().Path;
        if (!Directory.Exists(machine))
            return;
        var target = NextFile($"machine folder {when}", "");
        foreach (var file in Directory.EnumerateFiles(machine, "*", SearchOption.AllDirectories))
            Copy(file, Path.Combine(target, Path.GetRelativePath(machine, file)));
    }

    private static void Copy(string file, string copy)
    {
        try
        {
            if (!IsSmall(file))
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var destination = File.Create(copy);
            source.CopyTo(destination);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // The guard, or an agent, is at work meanwhile.
        }
    }

    // A held lock file cannot be copied and says nothing.
    private static bool IsSmall(string file) => !file.EndsWith(".lock", StringComparison.Ordinal) && new FileInfo(file).Length < 1024 * 1024;
}
