namespace Octopus.Tests.E2E.Machine;

/// <summary>Finds what the build made, from wherever this program runs.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The published files of a build: a version, or the folder of one.</summary>
    public static string Payload(string build) => Path.Combine(Artifacts, "build", build, "payload", "Tentacle");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Setup.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"Setup.sln is in no folder above {AppContext.BaseDirectory}. Run the tests from a build of the repository.");
    }
}
