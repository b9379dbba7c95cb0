using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PackageCompiler.Payload;

/// <summary>The hash Windows Installer compares unversioned files by: MD5 as four little-endian numbers.</summary>
internal static class FileHash
{
    public static IReadOnlyList<int> Compute(string path)
    {
        using var stream = File.OpenRead(path);
        // MsiGetFileHash maps the file, and an empty file cannot be mapped: its hash is all zero.
        if (stream.Length == 0)
            return [0, 0, 0, 0];

        // The table's format is MD5; nothing here relies on it being hard to forge.
#pragma warning disable CA5351
        var hash = MD5.HashData(stream);
#pragma warning restore CA5351
        return [.. Enumerable.Range(0, 4).Select(part => BinaryPrimitives.ReadInt32LittleEndian(hash.AsSpan(part * 4)))];
    }
}
