using System.Text;

namespace Octopus.Instances;

/// <summary>Writes that are there whole or not at all, whenever the power goes.</summary>
public static class AtomicFile
{
    /// <summary>The ending of the copy that holds what a file said before its last change.</summary>
    public const string PreviousEnding = ".previous";

    private const string TemporaryEnding = ".writing";

    /// <summary>
    /// Replaces the text of a file, creating it when it is not there. The text before stays beside it. A file that is marked read-only is
    /// replaced all the same; one that somebody reads is waited for, <see cref="FilePatience.OfWriters"/>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    /// <param name="patience">How long to wait for others. Default: <see cref="FilePatience.OfWriters"/>.</param>
    /// <exception cref="IOException">It could not be written, for instance because the disk is full. The message names the file.</exception>
    /// <exception cref="UnauthorizedAccessException">The caller may not write it. The message names the file.</exception>
    public static void Write(string path, string text, FilePatience? patience = null)
    {
        var temporary = path + TemporaryEnding;
        try
        {
            (patience ?? FilePatience.OfWriters).Try(path, "written", () => Replace(path, temporary, text));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw;
        }
    }

    /// <summary>Deletes a file, also one that is marked read-only. Nothing happens when there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="patience">How long to wait for others. Default: <see cref="FilePatience.OfWriters"/>.</param>
    /// <inheritdoc cref="Write"/>
    public static void Delete(string path, FilePatience? patience = null) => (patience ?? FilePatience.OfWriters).Try(path, "deleted", () => Remove(path));

    private static void Replace(string path, string temporary, string text)
    {
        // Deleted and made anew, never opened: a link that somebody put there would lead this write, an administrator's perhaps, elsewhere.
        Remove(temporary);
        Create(temporary, text);
        if (File.Exists(path))
        {
            MakeWritable(path);
            MakeWritable(path + PreviousEnding);
            File.Replace(temporary, path, path + PreviousEnding, ignoreMetadataErrors: true);
        }
        else
        {
            File.Move(temporary, path);
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            Remove(temporary);
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            // Why the write failed is what is told; the next one begins by taking this away.
        }
    }

    private static void Create(string path, string text)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);
        stream.Write(bytes, 0, bytes.Length);
        stream.Flush(flushToDisk: true);
    }

    private static void Remove(string path)
    {
        if (!File.Exists(path))
            return;
        MakeWritable(path);
        File.Delete(path);
    }

    // Windows Installer replaces files that are marked read-only; so does whoever wants a new text in one of ours. What a link leads to is
    // none of ours.
    private static void MakeWritable(string path)
    {
        if (File.Exists(path) && File.GetAttributes(path) is var attributes && (attributes & (FileAttributes.ReadOnly | FileAttributes.ReparsePoint)) == FileAttributes.ReadOnly)
            File.SetAttributes(path, attributes & ~FileAttributes.ReadOnly);
    }
}
