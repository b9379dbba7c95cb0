using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>Folders as Windows has them.</summary>
[SupportedOSPlatform("windows")]
public sealed unsafe class WindowsFolderPlaces : IFolderPlaces
{
    private const string Profiles = @"SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList";
    private const string LongPathPrefix = @"\\?\";
    private const string SharePrefix = @"\\?\UNC\";
    private const int LongestPath = 32768;

    private readonly Lazy<IReadOnlyList<string>> _systemFolders = new(() => [.. Find().Where(folder => folder.Length > 0)
        .Select(folder => folder.TrimEnd('\\')).Distinct(StringComparer.OrdinalIgnoreCase)]);

    /// <inheritdoc/>
    public IReadOnlyList<string> SystemFolders => _systemFolders.Value;

    /// <inheritdoc/>
    public IReadOnlyList<string> ProgramFolders =>
    [
        .. new[] { Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86 }
            .Select(Environment.GetFolderPath).Where(folder => folder.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> NamesIn(string folder) => [.. FolderListing.Read(folder).Select(entry => WindowsPath.FileName(entry.Path))];

    /// <inheritdoc/>
    public bool IsOnFixedDrive(string path) =>
        Path.GetPathRoot(path) is { Length: 3 } root && Kernel32.GetDriveTypeW(root) == Kernel32.DriveFixed;

    /// <inheritdoc/>
    public string? LinkIn(string path, string? top = null) =>
        Parts(path).FirstOrDefault(part => (top is null || FolderPath.IsOrIsIn(top, part)) && FolderListing.IsLink(part));

    /// <inheritdoc/>
    public string TrueName(string path)
    {
        foreach (var there in Parts(path).Reverse())
        {
            using var handle = FileIdentity.OpenToLook(there);
            if (!handle.IsInvalid)
            {
                var buffer = new char[LongestPath];
                fixed (char* name = buffer)
                {
                    var length = Kernel32.GetFinalPathNameByHandleW(handle, name, LongestPath, 0);
                    return length is > 0 and < LongestPath
                        ? WithoutPrefix(new string(name, 0, (int)length)) + path.Remove(0, there.Length)
                        : throw Unknown(there, Marshal.GetLastWin32Error());
                }
            }

            if (Marshal.GetLastWin32Error() is var native && native is not (ServiceErrors.FileNotFound or ServiceErrors.PathNotFound))
                throw Unknown(there, native);
        }

        return path;
    }

    // Users' folders may lie anywhere, and both kinds of program folders are there for a program of either kind.
    private static IEnumerable<string> Find()
    {
        foreach (var folder in new[]
                 {
                     Environment.SpecialFolder.Windows, Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86,
                     Environment.SpecialFolder.CommonApplicationData, Environment.SpecialFolder.UserProfile,
                 })
        {
            yield return Environment.GetFolderPath(folder);
        }

        using var machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, RegistryView.Registry64);
        using var profiles = machine.OpenSubKey(Profiles);
        yield return profiles?.GetValue("ProfilesDirectory") as string ?? "";
        foreach (var account in profiles?.GetSubKeyNames() ?? [])
        {
            using var profile = profiles!.OpenSubKey(account);
            yield return profile?.GetValue("ProfileImagePath") as string ?? "";
        }
    }

    /// <summary>The path from its first folder on, each with one part more; not the drive itself.</summary>
    private static IEnumerable<string> Parts(string path)
    {
        for (var end = path.IndexOf('\\', Math.Min(3, path.Length)); end > 0; end = path.IndexOf('\\', end + 1))
            yield return path.Substring(0, end);
        yield return path;
    }

    private static string WithoutPrefix(string path) =>
        path.StartsWith(SharePrefix, StringComparison.OrdinalIgnoreCase) ? @"\\" + path.Remove(0, SharePrefix.Length)
        : path.StartsWith(LongPathPrefix, StringComparison.Ordinal) ? path.Substring(LongPathPrefix.Length)
        : path;

    private static IOException Unknown(string path, int native) =>
        new($"Where {path} is could not be found out: {new Win32Exception(native).Message.TrimEnd('.', ' ')} (error {native}).", new Win32Exception(native));
}
