using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>Something directly in a folder.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="IsFolder">Whether it is a folder, or a link to one.</param>
/// <param name="IsLink">Whether its name leads elsewhere: a symbolic link, a junction.</param>
internal readonly record struct FolderEntry(string Path, bool IsFolder, bool IsLink);

/// <summary>
/// What is directly in a folder. Unlike the .NET class it tells a link from the other kinds of reparse points, such as the files
/// that Windows keeps deduplicated or compressed, and reads paths of any length on .NET Framework too.
/// </summary>
[SupportedOSPlatform("windows")]
internal static unsafe class FolderListing
{
    private const uint DirectoryAttribute = 0x10;
    private const uint ReparsePointAttribute = 0x400;

    /// <summary>IsReparseTagNameSurrogate.</summary>
    private const uint NameSurrogate = 0x20000000;

    private const string LongPathPrefix = @"\\?\";

    /// <summary>Everything in the folder; nothing when there is no such folder.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IReadOnlyList<FolderEntry> Read(string folder)
    {
        var entries = new List<FolderEntry>();
        FindData data;
        using var find = Kernel32.FindFirstFileW(Extended(folder.TrimEnd('\\') + @"\*"), &data);
        if (find.IsInvalid)
            return Marshal.GetLastWin32Error() is var native && native is ServiceErrors.FileNotFound or ServiceErrors.PathNotFound
                ? entries
                : throw Unreadable(folder, native);

        do
        {
            var name = new string(data.Name);
            if (name is not ("." or ".."))
                entries.Add(new FolderEntry(folder.TrimEnd('\\') + "\\" + name, (data.Attributes & DirectoryAttribute) != 0, IsLink(data)));
        }
        while (Kernel32.FindNextFileW(find, &data));

        var end = Marshal.GetLastWin32Error();
        return end == ServiceErrors.NoMoreFiles ? entries : throw Unreadable(folder, end);
    }

    /// <summary>
    /// Whether the name leads elsewhere. An open handle tells that more surely; but Wine 8 tells it in a listing only.
    /// </summary>
    public static bool IsLink(string path)
    {
        FindData data;
        using var find = Kernel32.FindFirstFileW(Extended(path.TrimEnd('\\')), &data);
        return !find.IsInvalid && IsLink(data);
    }

    // Wine tells the attribute and no tag.
    private static bool IsLink(in FindData data) =>
        (data.Attributes & ReparsePointAttribute) != 0 && (data.ReparseTag == 0 || (data.ReparseTag & NameSurrogate) != 0);

    private static string Extended(string path) =>
        path.StartsWith(@"\\", StringComparison.Ordinal) ? path : LongPathPrefix + path;

    private static IOException Unreadable(string folder, int native) =>
        new($"The folder {folder} could not be read (error {native}).", new Win32Exception(native));
}
