using System.Runtime.InteropServices;

namespace Octopus.Tests.E2E.Machine;

/// <summary>Which Windows this is.</summary>
internal static class Windows
{
    private static readonly bool IsWine = NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll.dll"), "wine_get_version", out _);

    /// <summary>
    /// Whether a failed installation registers the old product again. Wine runs the rollback actions, ours have the old files back,
    /// and what it had registered stays away.
    /// </summary>
    public static bool RestoresRegistration => !IsWine;

    /// <summary>Whether a service can start with the machine and after the others; Wine 8 does not know of that.</summary>
    public static bool KnowsDelayedStart => !IsWine;

    /// <summary>Whether a failed repair is rolled back. Wine does not when something is reinstalled, and leaves it to the recovery.</summary>
    public static bool RollsBackRepairs => !IsWine;

    /// <summary>Whether the log of a silent installation says why a package refuses to be installed; Wine tells only whoever looks.</summary>
    public static bool LogsRefusals => !IsWine;

    /// <summary>Whether Windows Installer does one installation at a time; Wine's does any number.</summary>
    public static bool RefusesSecondInstallation => !IsWine;

    /// <summary>The installer's exit code for a failed program in the sequence. Wine tells it from a failed library.</summary>
    public static int ProgramFailure => IsWine ? 1627 : MsiResult.InstallFailure;
}
