namespace Octopus.Cli.Backups;

/// <summary>A number of files for people.</summary>
internal static class FileCount
{
    public static string Told(int files) => files == 1 ? "1 file" : $"{files} files";
}
