using Octopus.Instances;

namespace Octopus.Backup.Restoring;

/// <summary>Settings of one place, made those of another.</summary>
public static class RestoredSettings
{
    private static readonly char[] Separators = ['\\', '/'];

    /// <summary>The settings with another home and port. Every value that is a path in the old home becomes that path in the new one.</summary>
    /// <param name="settings">The settings as they were saved, on a machine that may have been another.</param>
    /// <param name="home">The new home.</param>
    /// <param name="port">The new port.</param>
    public static InstanceSettings Move(InstanceSettings settings, string home, int? port)
    {
        var old = settings.Home?.TrimEnd(Separators);
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in settings.Values)
            values[key] = old is not null && IsIn(old, value) ? home + value[old.Length..].Replace('\\', Path.DirectorySeparatorChar) : value;
        return new(values) { Home = home, Port = port };
    }

    /// <summary>The folder for applications when it is not in the home, so that it is not saved and stays as it is set.</summary>
    public static string? ApplicationsElsewhere(InstanceSettings settings) =>
        settings is { Applications: { } applications, Home: { } home } && !IsIn(home.TrimEnd(Separators), applications) ? applications : null;

    private static bool IsIn(string home, string path) =>
        path.StartsWith(home, StringComparison.OrdinalIgnoreCase) && (path.Length == home.Length || Separators.Contains(path[home.Length]));
}
