namespace Octopus.Tests.E2E.Machine;

/// <summary>
/// Plays the installer's part in a rollback on Wine, which puts no file back: the package with test points calls this program with
/// the folder of the old payload, just before the last rollback action. On Windows nobody does.
/// </summary>
internal static class OldFiles
{
    public const string Option = "--restore-files";

    /// <summary>What the installer is told so that the files of a package come back.</summary>
    public static string[] Of(Package package) => Windows.RestoresFiles ? [] : [$"TESTRESTORE={package.Payload}"];

    public static int Restore(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Path.GetFullPath(to), Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        return 0;
    }
}
