namespace Octopus.Tests.Cli;

/// <summary>Compares a text with the one that somebody has read and approved: <c>Approved/NAME.approved.txt</c>.</summary>
internal static class Approved
{
    /// <summary>Fails when the text is another one, showing both and leaving the received one with the test results.</summary>
    public static void Verify(string name, string text, TestContext context) => Verify(name, text, context, Lines);

    /// <summary>The same for help, which is wrapped at the width of the terminal: where there is one, only the words are compared.</summary>
    public static void VerifyHelp(string name, string text, TestContext context) =>
        Verify(name, text, context, Console.IsOutputRedirected ? Lines : Words);

    private static void Verify(string name, string text, TestContext context, Func<string, string> normal)
    {
        var received = normal(text);
        var path = Path.Combine(AppContext.BaseDirectory, "Approved", $"{name}.approved.txt");
        var approved = File.Exists(path) ? normal(File.ReadAllText(path)) : "";
        if (received == approved)
            return;

        var results = context.TestRunResultsDirectory ?? AppContext.BaseDirectory;
        Directory.CreateDirectory(results);
        var file = Path.Combine(results, $"{name}.received.txt");
        File.WriteAllText(file, received);
        context.AddResultFile(file);
        Assert.Fail(
            $"""
            {name} is not as approved ('-' is approved, '+' is received):
            {Difference(approved.Split('\n'), received.Split('\n'))}
            If the new text is right, copy {file} over tests/Cli.Tests/Approved/{name}.approved.txt.
            """);
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string Words(string text) => string.Join('\n', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) + "\n";

    // What both begin and end with is context; the rest went and came.
    private static string Difference(string[] approved, string[] received)
    {
        var head = approved.Zip(received).TakeWhile(pair => pair.First == pair.Second).Count();
        var tail = approved[head..].Reverse().Zip(received[head..].Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Join(
            '\n',
            [
                .. approved[..head].Select(line => $"  {line}"),
                .. approved[head..^tail].Select(line => $"- {line}"),
                .. received[head..^tail].Select(line => $"+ {line}"),
                .. approved[^tail..].Select(line => $"  {line}"),
            ]);
    }
}
