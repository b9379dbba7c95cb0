using System.Buffers.Binary;
using System.Globalization;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace PackageCompiler.Payload;

/// <summary>
/// Version and languages from a PE file's version resource, as MsiGetFileVersion reports them.
/// .NET's FileVersionInfo reads only managed metadata outside Windows, which is not what Windows Installer compares.
/// </summary>
internal sealed record FileVersion(string Number, string? Languages)
{
    private const int VersionResource = 16;

    public static FileVersion? Read(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.ReadByte() != 'M' || stream.ReadByte() != 'Z')
            return null;
        stream.Position = 0;
        try
        {
            using var image = new PEReader(stream);
            return image.PEHeaders.PEHeader?.ResourceTableDirectory is { Size: > 0 } resources
                && FindVersionResource(image, resources.RelativeVirtualAddress) is { } bytes
                    ? VersionBlock.Parse(bytes)
                    : null;
        }
        catch (BadImageFormatException)
        {
            // Something that merely starts with "MZ": an unversioned file.
            return null;
        }
    }

    private static byte[]? FindVersionResource(PEReader image, int rva)
    {
        var section = image.GetSectionData(rva).GetContent();
        var tree = ImmutableCollectionsMarshal.AsArray(section)!;
        // Type, then name, then language: the first of each is the one the version functions read.
        if (Entry(tree, 0, VersionResource) is not { } type || Entry(tree, type, null) is not { } name || Entry(tree, name, null) is not { } leaf)
            return null;
        var data = BinaryPrimitives.ReadInt32LittleEndian(tree.AsSpan(leaf));
        var size = BinaryPrimitives.ReadInt32LittleEndian(tree.AsSpan(leaf + 4));
        return [.. image.GetSectionData(data).GetContent(0, size)];
    }

    private static int? Entry(byte[] tree, int directory, int? id)
    {
        var count = BinaryPrimitives.ReadUInt16LittleEndian(tree.AsSpan(directory + 12))
            + BinaryPrimitives.ReadUInt16LittleEndian(tree.AsSpan(directory + 14));
        for (var entry = directory + 16; count > 0; count--, entry += 8)
        {
            if (id is null || BinaryPrimitives.ReadInt32LittleEndian(tree.AsSpan(entry)) == id)
                return BinaryPrimitives.ReadInt32LittleEndian(tree.AsSpan(entry + 4)) & 0x7FFFFFFF;
        }
        return null;
    }

    internal static string Join(IEnumerable<ushort> numbers, char separator) =>
        string.Join(separator, numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
}
