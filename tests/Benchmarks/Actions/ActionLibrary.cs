namespace Octopus.Tests.Benchmarks.Actions;

/// <summary>The library of actions as the packages of the benchmark have it: a native one, on Windows the packed one.</summary>
internal static class ActionLibrary
{
    private const string Folder = "CustomActions";

    /// <summary>Finds it.</summary>
    /// <param name="artifacts">Everything that was built.</param>
    public static string In(string artifacts) =>
        Directory.EnumerateFiles(Path.Combine(artifacts, "build"), "CustomActions*.dll", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == Folder && Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file))) == "payload")
            .MaxBy(File.GetLastWriteTimeUtc)
        ?? throw new InvalidOperationException($"There is no library of actions in {artifacts}. Run ./build.sh bench.");
}
