namespace Octopus.Services;

/// <summary>The command line of a service, taken apart as Windows does when it starts the service.</summary>
/// <param name="Executable">The executable: unquoted, environment variables, slashes and device prefixes resolved.</param>
/// <param name="Arguments">What follows, as written.</param>
public readonly record struct ImagePath(string Executable, string Arguments)
{
    private const string DefaultExtension = ".exe";
    private const string DevicePrefix = @"\??\";
    private const string SystemRootPrefix = @"\SystemRoot\";

    // All that Windows takes for the end of a word. A no-break space is a letter of a name.
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Takes a stored command line apart. Anything at all can be stored; nothing makes this throw.</summary>
    /// <param name="commandLine">The command line, for instance <c>"C:\Program Files\App\App.exe" run</c>.</param>
    /// <param name="exists">Whether a file exists. Without quotes only that tells where an executable with spaces ends.</param>
    public static ImagePath Parse(string commandLine, Func<string, bool> exists)
    {
        var text = Environment.ExpandEnvironmentVariables(commandLine).Trim(Blanks);
        return text.Length > 0 && text[0] == '"' ? Quoted(text, exists) : Unquoted(text, exists);
    }

    /// <summary>
    /// The command line with another executable, quoted, and its arguments exactly as they are stored: environment variables in
    /// them are left to Windows.
    /// </summary>
    /// <param name="commandLine">The command line as stored.</param>
    /// <param name="executable">Full path of the other executable.</param>
    /// <param name="exists">Whether a file exists.</param>
    public static string Repoint(string commandLine, string executable, Func<string, bool> exists)
    {
        var text = commandLine.Trim(Blanks);
        var current = Parse(text, exists);
        var end = text.Length > 0 && text[0] == '"'
            ? text.IndexOf('"', 1) + 1
            : Ends(text).FirstOrDefault(at => Parse(text.Substring(0, at), exists) is { Arguments: "" } part && part.Executable == current.Executable);
        var arguments = end > 0 ? text.Substring(end).TrimStart(Blanks) : current.Arguments;
        return arguments.Length == 0 ? $"\"{executable}\"" : $"\"{executable}\" {arguments}";
    }

    private static ImagePath Quoted(string text, Func<string, bool> exists)
    {
        var end = text.IndexOf('"', 1);
        var executable = Resolve(end < 0 ? text.Substring(1) : text.Substring(1, end - 1));
        return new ImagePath(Existing(executable, exists) ?? executable, end < 0 ? "" : text.Substring(end + 1).TrimStart(Blanks));
    }

    // The shortest existing one wins, as in CreateProcess: C:\Program Files\App.exe is first tried as C:\Program.exe.
    private static ImagePath Unquoted(string text, Func<string, bool> exists)
    {
        foreach (var end in Ends(text))
        {
            if (Existing(Resolve(text.Substring(0, end)), exists) is { } executable)
                return new ImagePath(executable, text.Substring(end).TrimStart(Blanks));
        }

        // Nothing exists: the executable is gone, but the service still says what it was.
        var guess = Ends(text).Where(end => text.Substring(0, end).EndsWith(DefaultExtension, StringComparison.OrdinalIgnoreCase))
            .Concat(Ends(text)).First();
        return new ImagePath(Resolve(text.Substring(0, guess)), text.Substring(guess).TrimStart(Blanks));
    }

    private static IEnumerable<int> Ends(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (Blanks.Contains(text[i]) && !Blanks.Contains(text[i - 1]))
                yield return i;
        }

        yield return text.Length;
    }

    private static string? Existing(string path, Func<string, bool> exists)
    {
        if (path.Length == 0)
            return null;

        var extended = path + DefaultExtension;
        return WindowsPath.FileName(path).Contains('.')
            ? exists(path) ? path : exists(extended) ? extended : null
            : exists(extended) ? extended : exists(path) ? path : null;
    }

    // Windows takes a slash for a backslash, and so does everybody who compares the path of a service with another.
    private static string Resolve(string written)
    {
        var path = written.Replace('/', '\\');
        if (path.StartsWith(DevicePrefix, StringComparison.Ordinal))
            return path.Substring(DevicePrefix.Length);

        return path.StartsWith(SystemRootPrefix, StringComparison.OrdinalIgnoreCase)
            ? $@"{Environment.ExpandEnvironmentVariables("%SystemRoot%")}\{path.Substring(SystemRootPrefix.Length)}"
            : path;
    }
}
