using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// When a file was last changed in any way. An installer sets the write time of its files to that of the package; the change time
/// it cannot set.
/// </summary>
internal static partial class FileChange
{
    private const int FileBasicInfo = 0;

    public static DateTimeOffset TimeOf(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return GetFileInformationByHandleEx(file, FileBasicInfo, out var information, Marshal.SizeOf<BasicInformation>())
            ? DateTimeOffset.FromFileTime(information.ChangeTime).ToUniversalTime()
            : throw new Win32Exception();
    }

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandleEx(SafeFileHandle file, int kind, out BasicInformation information, int size);

    [StructLayout(LayoutKind.Sequential)]
    private struct BasicInformation
    {
        public long CreationTime;
        public long LastAccessTime;
        public long LastWriteTime;
        public long ChangeTime;
        public uint Attributes;
    }
}
