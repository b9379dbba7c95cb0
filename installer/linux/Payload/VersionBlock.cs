using System.Buffers.Binary;
using System.Text;

namespace PackageCompiler.Payload;

/// <summary>The nested blocks of a version resource: a length, a key, a value, then blocks again.</summary>
internal static class VersionBlock
{
    private const uint FixedInfoSignature = 0xFEEF04BD;

    public static FileVersion? Parse(ReadOnlySpan<byte> resource)
    {
        var root = Block.At(resource, 0);
        if (root.ValueLength < 16 || BinaryPrimitives.ReadUInt32LittleEndian(resource[root.Value..]) != FixedInfoSignature)
            return null;

        var fixedInfo = resource[root.Value..];
        ushort Part(ReadOnlySpan<byte> info, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(info[offset..]);
        var number = FileVersion.Join([Part(fixedInfo, 10), Part(fixedInfo, 8), Part(fixedInfo, 14), Part(fixedInfo, 12)], '.');
        return new FileVersion(number, Languages(resource, root));
    }

    private static string? Languages(ReadOnlySpan<byte> resource, Block root)
    {
        if (Find(resource, root, "VarFileInfo") is not { } variables || Find(resource, variables, "Translation") is not { } translation)
            return null;
        var languages = new List<ushort>();
        // Pairs of language and code page.
        for (var offset = 0; offset + 4 <= translation.ValueLength; offset += 4)
            languages.Add(BinaryPrimitives.ReadUInt16LittleEndian(resource[(translation.Value + offset)..]));
        return FileVersion.Join(languages, ',');
    }

    private static Block? Find(ReadOnlySpan<byte> resource, Block parent, string key)
    {
        for (var offset = Align(parent.Value + parent.ValueLength); offset + 6 < parent.End;)
        {
            var child = Block.At(resource, offset);
            if (child.Key == key)
                return child;
            if (child.End <= offset)
                return null;
            offset = Align(child.End);
        }
        return null;
    }

    private static int Align(int offset) => (offset + 3) & ~3;

    private readonly record struct Block(string Key, int Value, int ValueLength, int End)
    {
        public static Block At(ReadOnlySpan<byte> resource, int offset)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(resource[offset..]);
            var valueLength = BinaryPrimitives.ReadUInt16LittleEndian(resource[(offset + 2)..]);
            var key = new StringBuilder();
            var next = offset + 6;
            for (; BinaryPrimitives.ReadUInt16LittleEndian(resource[next..]) is var unit and not 0; next += 2)
                key.Append((char)unit);
            return new Block(key.ToString(), Align(next + 2), valueLength, offset + length);
        }
    }
}
