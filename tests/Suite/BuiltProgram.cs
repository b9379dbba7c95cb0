namespace Octopus.Tests.Suite;

/// <summary>The program of one project, as it was built: tests, or something else that people want to run.</summary>
/// <param name="Name">The project.</param>
/// <param name="Path">The program.</param>
/// <param name="NeedsWindows">Whether it is a Windows program.</param>
/// <param name="UsesWindows">Whether it runs natively and starts Windows programs of its own.</param>
internal sealed record BuiltProgram(string Name, string Path, bool NeedsWindows, bool UsesWindows)
{
    private const string ConfigurationEnding = ".runtimeconfig.json";

    /// <summary>Finds the program of a project.</summary>
    public static BuiltProgram Of(string project)
    {
        var built = System.IO.Path.Combine(BuildFolder(), project);
        // Beside a test program may stand the program it tests, so it is looked for by its own name.
        var name = TestProjects.Property(project, "AssemblyName") + ConfigurationEnding;
        var configurations = Directory.Exists(built)
            ? Directory.EnumerateFiles(built, name, SearchOption.AllDirectories)
                .Where(file => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file)!).StartsWith("release", StringComparison.Ordinal))
                .ToList()
            : [];
        if (configurations is not [var configuration])
            throw new InvalidOperationException($"{project} has {configurations.Count} programs in {built} and should have one. Build it in Release.");

        var needsWindows = System.IO.Path.GetDirectoryName(configuration)!.EndsWith("win-x64", StringComparison.Ordinal);
        return new(project, configuration[..^ConfigurationEnding.Length] + (needsWindows ? ".exe" : ".dll"), needsWindows, TestProjects.Property(project, "UsesWindows") == "true");
    }

    // This program stands in bin/Suite/release, next to the others.
    private static string BuildFolder() => System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", ".."));
}
