using Octopus.Instances;

namespace Octopus.Backup.Manifests;

/// <summary>
/// The paths in a backup: <c>configuration/FILE</c> and <c>home/…</c>. A path that Windows would take for another, for a device or
/// for a place outside the folder is none, whoever wrote it.
/// </summary>
internal static class EntryPath
{
    /// <summary>What the path of the configuration begins with.</summary>
    public const string Configuration = "configuration/";

    /// <summary>What the path of everything in the home begins with.</summary>
    public const string Home = "home/";

    /// <summary>The folder of the certificate and its key.</summary>
    public const string Certificate = Home + "Certificate/";

    private const int LongestSegment = 255;
    private const int LongestPath = 4096;
    private const string Forbidden = "\\:*?\"<>|";

    /// <summary>Why a path cannot be one of a backup, as the end of a sentence; <see langword="null"/> when it can.</summary>
    public static string? Refusal(string path)
    {
        if (path.Length > LongestPath)
            return $"has more than {LongestPath} characters";
        var isConfiguration = path.StartsWith(Configuration, StringComparison.Ordinal);
        if (!isConfiguration && !path.StartsWith(Home, StringComparison.Ordinal))
            return "is neither the configuration nor in the home";
        var segments = path.Split('/');
        if (isConfiguration && segments.Length != 2)
            return "is in a folder and the configuration is one file";
        return segments.Select(RefusalOfSegment).FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>The first path that cannot stand beside another: the same one in other letters, or a folder's; <see langword="null"/> when all can.</summary>
    public static string? Collision(IEnumerable<string> paths)
    {
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var all = paths.ToList();
        foreach (var path in all)
        {
            if (!files.Add(path))
                return path;
        }

        return all.FirstOrDefault(path => Parents(path).Any(files.Contains));
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
            yield return path[..end];
    }

    private static string? RefusalOfSegment(string segment) => segment switch
    {
        "" => "has an empty part",
        "." or ".." => "leads elsewhere",
        { Length: > LongestSegment } => $"has a part of more than {LongestSegment} characters",
        _ when segment[^1] is '.' or ' ' => "has a part that ends with a dot or a space, which Windows drops",
        _ when segment.Any(letter => letter < ' ' || Forbidden.Contains(letter)) => "has a character that Windows does not allow",
        _ when InstanceName.IsDevice(segment) => "has a part that Windows reserves for a device",
        _ => null,
    };
}
