using System.Globalization;

namespace Octopus.Instances;

/// <summary>Letters of which nothing is seen, or which turn others around: two names that differ in them only look the same.</summary>
internal static class InvisibleLetters
{
    // What Unicode calls default ignorable beside its category of format characters, and the blank of Braille.
    private static readonly (int First, int Last)[] Ignorable =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065), (0x2800, 0x2800), (0x3164, 0x3164),
        (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF),
    ];

    /// <summary>The first one in a text, as its number; <see langword="null"/> when there is none.</summary>
    /// <param name="text">The text, without half a surrogate pair.</param>
    public static int? First(string text)
    {
        for (var index = 0; index < text.Length; index += char.IsSurrogate(text[index]) ? 2 : 1)
        {
            var letter = char.ConvertToUtf32(text, index);
            if (CharUnicodeInfo.GetUnicodeCategory(text, index) == UnicodeCategory.Format || Ignorable.Any(range => range.First <= letter && letter <= range.Last))
                return letter;
        }

        return null;
    }
}
