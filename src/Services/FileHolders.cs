using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>
/// Finds the processes that use a file. Windows answers that itself. Wine 8 does not, and there the handles and modules of every
/// process are looked through; no handle is ever asked for its name, which can hang for ever on a pipe.
/// </summary>
[SupportedOSPlatform("windows")]
internal static unsafe class FileHolders
{
    public static IReadOnlyList<int> Of(string path)
    {
        using var file = FileIdentity.OpenToLook(path);
        if (FileIdentity.Of(file) is not { } identity)
            return [];

        // This process has it open just now, to ask.
        var own = Kernel32.GetCurrentProcessId();
        var holders = AskFileSystem(file) ?? LookThrough(identity, own);
        return [.. holders.Where(id => id != own).Distinct()];
    }

    /// <summary>What the file system says; <see langword="null"/> when it does not know that question.</summary>
    private static List<int>? AskFileSystem(SafeFileHandle file)
    {
        for (var size = 1024; ; size *= 2)
        {
            fixed (byte* buffer = new byte[size])
            {
                var status = Ntdll.NtQueryInformationFile(file, out _, buffer, size, Ntdll.FileProcessIdsUsingFile);
                switch (status)
                {
                    case Ntdll.StatusSuccess:
                        return ToList((IntPtr*)buffer);
                    case Ntdll.StatusInfoLengthMismatch or Ntdll.StatusBufferOverflow:
                        continue;
                    case Ntdll.StatusNotImplemented or Ntdll.StatusInvalidInfoClass:
                        return null;
                    default:
                        // Nobody can tell, for instance for a file of another machine.
                        return [];
                }
            }
        }
    }

    // FILE_PROCESS_IDS_USING_FILE_INFORMATION: a 32-bit count, then numbers as wide as a pointer.
    private static List<int> ToList(IntPtr* information)
    {
        var count = *(int*)information;
        var ids = new List<int>(count);
        for (var i = 1; i <= count; i++)
            ids.Add(unchecked((int)information[i].ToInt64()));
        return ids;
    }

    private static List<int> LookThrough(FileIdentity file, int own)
    {
        var handles = HandleTable.Read();
        var known = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        return [.. WindowsProcesses.Ids().Where(id => id != own && (Holds(id, handles[id], file) || Files(id).Any(path => Is(path, file, known))))];
    }

    private static bool Holds(int processId, IEnumerable<IntPtr> handles, FileIdentity file)
    {
        using var process = Kernel32.OpenProcess(Kernel32.ProcessDuplicateHandle, false, processId);
        return !process.IsInvalid && handles.Any(handle => Leads(process, handle, file));
    }

    private static bool Leads(SafeProcessHandle process, IntPtr handle, FileIdentity file)
    {
        if (!Kernel32.DuplicateHandle(process, handle, Kernel32.GetCurrentProcess(), out var duplicate, 0, false, Kernel32.DuplicateSameAccess))
            return false;

        using (duplicate)
            return Kernel32.GetFileType(duplicate) == Kernel32.FileTypeDisk && FileIdentity.Of(duplicate) == file;
    }

    private static bool Is(string path, FileIdentity file, Dictionary<string, bool> known)
    {
        if (known.TryGetValue(path, out var answer))
            return answer;

        using var other = FileIdentity.OpenToLook(path);
        return known[path] = FileIdentity.Of(other) == file;
    }

    /// <summary>The executable of a process and the libraries it has loaded.</summary>
    private static List<string> Files(int processId)
    {
        var files = new List<string>();
        using (var process = RunningProcess.TryOpen(processId, out _))
        {
            if (process?.ExecutablePath is { } executable)
                files.Add(executable);
        }

        using var snapshot = Kernel32.CreateToolhelp32Snapshot(Kernel32.SnapshotModules, processId);
        var module = new ModuleEntry { Size = sizeof(ModuleEntry) };
        for (var more = !snapshot.IsInvalid && Kernel32.Module32FirstW(snapshot, &module); more; more = Kernel32.Module32NextW(snapshot, &module))
            files.Add(new string(module.Path));
        return files;
    }
}
