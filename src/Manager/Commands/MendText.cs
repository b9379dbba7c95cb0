using Octopus.Cli.Scripts;

namespace Octopus.Manager.Commands;

/// <summary>The command that mends a finding, from the text in which an examination tells it.</summary>
public static class MendText
{
    private static readonly string[] Runnable = ["service", "doctor", "maintenance", "delete-instance"];

    /// <summary>The job, or <see langword="null"/> when the text is no command of this product that can run as it is.</summary>
    /// <param name="text">The text.</param>
    public static Job? JobOf(string text)
    {
        var words = Words(text);
        if (words is [] || words[0].IsValue || !Runnable.Contains(words[0].Text))
            return null;
        // What destroys something has a dialog of its own, which says what.
        if (words is [{ Text: "delete-instance" }, { Text: "--instance" }, var instance])
            return InstanceJobs.Delete(instance.Text, purge: false);

        var command = new CommandText(words[0].Text);
        foreach (var word in words.Skip(1))
            command.Word(word.Text, word.IsValue);
        return MachineJobs.Mend(command);
    }

    // As CommandText tells a command to people: a value stands between quotes, and no name or path has one in it.
    private static List<(string Text, bool IsValue)> Words(string text)
    {
        var words = new List<(string, bool)>();
        var parts = text.Split('"');
        for (var index = 0; index < parts.Length; index++)
        {
            if (index % 2 == 1)
                words.Add((parts[index], true));
            else
                words.AddRange(parts[index].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (word, false)));
        }

        return words;
    }
}
