namespace Octopus.Tests.Suite;

/// <summary>The folders of this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Tests => Path.Combine(Root, "tests");

    public static string Artifacts => Path.Combine(Root, "artifacts");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Setup.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"Setup.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
