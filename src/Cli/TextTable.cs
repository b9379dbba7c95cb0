namespace Octopus.Cli;

/// <summary>Writes rows in columns as wide as their widest cell.</summary>
internal static class TextTable
{
    /// <param name="output">Where to.</param>
    /// <param name="header">What stands above the columns.</param>
    /// <param name="rows">The cells.</param>
    /// <param name="colour">The colour of a row, by its number.</param>
    public static void Write(TextWriter output, string[] header, IReadOnlyList<string[]> rows, Func<int, Colour> colour)
    {
        var all = rows.Prepend(header).ToList();
        var widths = header.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        for (var index = 0; index < all.Count; index++)
        {
            var line = string.Join("  ", all[index].Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
            output.WriteLine(index == 0 ? line : Coloured(line, colour(index - 1)));
        }
    }

    /// <summary>A line in a colour, as terminals understand it.</summary>
    public static string Coloured(string line, Colour colour) => colour == Colour.None ? line : $"\e[{(int)colour}m{line}\e[0m";
}
