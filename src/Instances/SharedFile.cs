using System.Text;

namespace Octopus.Instances;

/// <summary>
/// Reads files in nobody's way: whoever writes, replaces or deletes one meanwhile can, and somebody who has it to himself for a moment is
/// waited for.
/// </summary>
public static class SharedFile
{
    /// <summary>The text of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Its encoding; one that throws on bytes that are none, where a wrong letter would matter.</param>
    /// <param name="largest">How long it may be, in bytes.</param>
    /// <param name="patience">How long to wait for others. Default: <see cref="FilePatience.OfReaders"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">It cannot be opened, or is longer.</exception>
    /// <exception cref="UnauthorizedAccessException">The caller may not read it.</exception>
    public static string ReadText(string path, Encoding encoding, long largest, FilePatience? patience = null) =>
        (patience ?? FilePatience.OfReaders).Try(path, "read", () =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > largest)
                throw new IOException($"{path} is larger than {largest} bytes.");
            using var reader = new StreamReader(stream, encoding);
            return reader.ReadToEnd();
        });
}
