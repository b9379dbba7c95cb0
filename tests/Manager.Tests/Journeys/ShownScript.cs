using System.Text;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>Takes the command lines that a person has copied apart, as Windows does when they are run.</summary>
internal static class ShownScript
{
    /// <summary>The arguments of each line that calls the executable.</summary>
    public static IReadOnlyList<string[]> Commands(string script) =>
    [
        .. script.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith('"'))
            .Select(line => Arguments(line.Replace("%%", "%", StringComparison.Ordinal))[1..]),
    ];

    // https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-commandlinetoargvw
    private static string[] Arguments(string line)
    {
        var (words, word, isQuoted, backslashes) = (new List<string>(), new StringBuilder(), false, 0);
        foreach (var letter in line + " ")
        {
            if (letter == '\\')
            {
                backslashes++;
                continue;
            }

            word.Append('\\', letter == '"' ? backslashes / 2 : backslashes);
            if (letter == '"' && backslashes % 2 == 1)
                word.Append('"');
            else if (letter == '"')
                isQuoted = !isQuoted;
            else if (letter != ' ' || isQuoted)
                word.Append(letter);
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            backslashes = 0;
        }

        return [.. words];
    }
}
