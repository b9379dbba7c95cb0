using System.Text;

namespace Octopus.Lifecycle;

/// <summary>Takes the arguments of a service's command line apart.</summary>
internal static class CommandWords
{
    /// <summary>The arguments as the program gets them: split at spaces and tabs outside quotes, without the quotes.</summary>
    public static List<string> Split(string arguments)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quoted = false;
        foreach (var character in arguments + " ")
        {
            if (character == '"')
                quoted = !quoted;
            else if (quoted || character is not (' ' or '\t'))
                word.Append(character);
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        // A quote that is never closed reaches to the end.
        if (quoted)
            words.Add(word.ToString().TrimEnd(' ', '\t'));
        return words;
    }
}
