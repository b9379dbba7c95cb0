namespace Octopus.Tests.Manager.Rig;

/// <summary>Finds what the build made, and where results go.</summary>
internal static class Repository
{
    private static string Root { get; } = FindRoot();

    /// <summary>The package that is installed.</summary>
    public static string Package => Path.Combine(Root, "artifacts", "OctopusTentacle-1.1.0-x64.msi");

    /// <summary>A file among the results of these tests.</summary>
    public static string Result(string name)
    {
        var folder = Path.Combine(Root, "artifacts", "test-results", "Manager.Tests");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name);
    }

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
