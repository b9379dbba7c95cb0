using System.Runtime.InteropServices;

namespace Octopus.Tests.E2E.Machine;

/// <summary>Which Windows this is.</summary>
internal static class Windows
{
    /// <summary>
    /// Whether a failed installation puts the old files back. Wine runs the rollback actions but leaves the files, so there the
    /// tests assert what the actions do, and on Windows the files as well.
    /// </summary>
    public static bool RestoresFiles { get; } = !NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll.dll"), "wine_get_version", out _);
}
