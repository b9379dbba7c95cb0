namespace Octopus.Manager.Components.Layout;

/// <summary>The addresses of the screens of an instance.</summary>
public static class InstancePlace
{
    private const string Folder = "instances/";

    /// <summary>The screen of an instance.</summary>
    /// <param name="instance">Its name.</param>
    /// <param name="tab">Which of its tabs; the overview when none is named.</param>
    public static string Of(string instance, string? tab = null) =>
        Folder + Uri.EscapeDataString(instance) + (tab is null ? "" : "/" + tab);

    /// <summary>The instance of an address, or <see langword="null"/> when it is not one's.</summary>
    /// <param name="path">The address, from the Manager's own on.</param>
    public static string? NameIn(string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal) ? Uri.UnescapeDataString(path[Folder.Length..].Split('/', '?', '#')[0]) : null;
}
