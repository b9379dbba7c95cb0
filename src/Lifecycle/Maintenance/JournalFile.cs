using System.Text;
using Octopus.Instances;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>Reads the files of an installation, in nobody's way.</summary>
internal static class JournalFile
{
    // A thousand instances need three.
    private const long Largest = 64 * 1024 * 1024;

    /// <summary>What a file says; <see langword="null"/> when there is none.</summary>
    public static string? ReadText(string path)
    {
        try
        {
            return SharedFile.ReadText(path, Encoding.UTF8, Largest);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
