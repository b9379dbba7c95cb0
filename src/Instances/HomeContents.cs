namespace Octopus.Instances;

/// <summary>
/// What an agent makes in its home, by name: ours, and the vendor's that may have lived there before. Everything else in a home is
/// somebody's who is not asked, and no command deletes it.
/// </summary>
public static class HomeContents
{
    /// <summary>The certificate and its key.</summary>
    public const string Certificate = "Certificate";

    /// <summary>What the agent logs.</summary>
    public const string Logs = "Logs";

    /// <summary>What is being worked on.</summary>
    public const string Work = "Work";

    /// <summary>The folders.</summary>
    public static IReadOnlyList<string> Folders { get; } = [Certificate, Logs, Work, "Files"];

    /// <summary>The files, without the configuration, which may lie elsewhere.</summary>
    public static IReadOnlyList<string> Files { get; } = ["DeploymentJournal.xml", "PackageRetentionJournal.json", HomeMark.FileName];
}
