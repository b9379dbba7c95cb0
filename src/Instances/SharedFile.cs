using System.Text;

namespace Octopus.Instances;

/// <summary>
/// Reads files in nobody's way: whoever writes, replaces or deletes one meanwhile can, and somebody who has it to himself for a moment is
/// waited for.
/// </summary>
public static class SharedFile
{
    private const int BufferLength = 16 * 1024;

    /// <summary>Opens a file to read it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="patience">How long to wait for others. Default: <see cref="FilePatience.OfReaders"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The caller may not read it.</exception>
    public static FileStream Open(string path, FilePatience? patience = null) =>
        (patience ?? FilePatience.OfReaders).Try(path, "read", () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>The bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="largest">How long it may be, in bytes, also when it grows meanwhile.</param>
    /// <param name="patience">How long to wait for others. Default: <see cref="FilePatience.OfReaders"/>.</param>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static byte[] ReadBytes(string path, long largest, FilePatience? patience = null)
    {
        using var file = Open(path, patience);
        using var content = new MemoryStream();
        var buffer = new byte[BufferLength];
        while (file.Read(buffer, 0, buffer.Length) is > 0 and var count)
        {
            content.Write(buffer, 0, count);
            if (content.Length > largest)
                throw new IOException($"{path} is larger than {largest} bytes.");
        }

        return content.ToArray();
    }

    /// <summary>The text of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Its encoding; one that throws on bytes that are none, where a wrong letter would matter.</param>
    /// <param name="largest">How long it may be, in bytes, also when it grows meanwhile.</param>
    /// <param name="patience">How long to wait for others. Default: <see cref="FilePatience.OfReaders"/>.</param>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static string ReadText(string path, Encoding encoding, long largest, FilePatience? patience = null)
    {
        using var reader = new StreamReader(new MemoryStream(ReadBytes(path, largest, patience)), encoding);
        return reader.ReadToEnd();
    }
}
