using System.Text;

namespace Octopus.Instances;

/// <summary>Writes that are there whole or not at all, whenever the power goes.</summary>
public static class AtomicFile
{
    /// <summary>The ending of the copy that holds what a file said before its last change.</summary>
    public const string PreviousEnding = ".previous";

    private const string TemporaryEnding = ".writing";

    /// <summary>Replaces the text of a file, creating it when it is not there. The text before stays beside it.</summary>
    public static void Write(string path, string text)
    {
        var temporary = path + TemporaryEnding;
        // Deleted and made anew, never opened: a link that somebody put there would lead this write, an administrator's perhaps, elsewhere.
        File.Delete(temporary);
        using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            var bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);
            stream.Write(bytes, 0, bytes.Length);
            stream.Flush(flushToDisk: true);
        }

        if (File.Exists(path))
            File.Replace(temporary, path, path + PreviousEnding, ignoreMetadataErrors: true);
        else
            File.Move(temporary, path);
    }
}
