using System.Reflection;

namespace Installer.Tests;

/// <summary>Where the sources stand that the tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Repository").Value!;

    public static string PathTo(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);
}
