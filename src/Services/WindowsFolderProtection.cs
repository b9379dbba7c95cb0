using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Octopus.Services.Native;
using Octopus.Services.Protection;

namespace Octopus.Services;

/// <summary>
/// Rights of folders on Windows. Nothing is reached through a link: what stands at a name is opened itself, and judged and changed
/// through that one handle. Who may read a folder can keep everybody from listing it, by opening it and sharing nothing; that keeps
/// nobody from judging the folder itself and from taking it over, because rights alone are nothing that is shared.
/// </summary>
/// <param name="unseen">
/// Told once for each folder that everybody may read when somebody keeps the files in it from being looked at. Default: nobody is.
/// </param>
[SupportedOSPlatform("windows")]
public sealed unsafe class WindowsFolderProtection(Action<string>? unseen = null) : IFolderProtection
{
    private const uint DirectoryAttribute = 0x10;
    private const uint ReparsePointAttribute = 0x400;
    private const uint ItselfNotItsTarget = Kernel32.BackupSemantics | Kernel32.OpenReparsePoint;

    /// <summary>How long a folder may be held by somebody who shares nothing: virus scanners and backups let go after a moment.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(20);

    // Those that are still held are not waited for again: somebody means it.
    private readonly ConcurrentDictionary<string, bool> _held = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <exception cref="UnauthorizedAccessException">This account may not do that.</exception>
    /// <exception cref="IOException">A link or a file stands in its place, a link stands in it, or the volume refuses.</exception>
    public void Protect(string folder, FolderAccess access, ServiceAccount? account = null)
    {
        var path = FullPath(folder);
        var rules = Rules(access, account);
        using var privileges = Privileges.OverFiles();
        MakeParent(path);
        if (!Make(path, rules))
            TakeOver(path, rules, access);
    }

    /// <inheritdoc/>
    /// <exception cref="UnauthorizedAccessException">This account may not do that.</exception>
    /// <exception cref="IOException">Something stands in its place, or the volume refuses.</exception>
    public void MakeNew(string folder, FolderAccess access, ServiceAccount? account = null)
    {
        var path = FullPath(folder);
        var rules = Rules(access, account);
        using var privileges = Privileges.OverFiles();
        MakeParent(path);
        if (!Make(path, rules))
            throw new IOException($"{path} is there already. Nothing was changed; remove it or move it away.");
    }

    /// <inheritdoc/>
    public void KeepRights(string folder)
    {
        var path = FullPath(folder);
        using var privileges = Privileges.OverFiles();
        using var handle = OpenFolder(path, Kernel32.ReadControl | Kernel32.WriteDac | Kernel32.ReadAttributes, out _);
        if (handle is null || Link(path, handle, isFolder: true) is not null)
            return;
        if (FileRights.Keep(handle) is var native && native != ServiceErrors.Success)
            throw Refusal(path, "protected", native);
    }

    /// <inheritdoc/>
    /// <exception cref="UnauthorizedAccessException">This account may not see the rights.</exception>
    /// <exception cref="IOException">The volume does not tell them.</exception>
    public IReadOnlyList<string> Trespassers(string folder, FolderAccess access, ServiceAccount? account = null)
    {
        var path = FullPath(folder);
        var rules = Rules(access, account);
        using var privileges = Privileges.OverFiles();
        using var handle = OpenFolder(path, Kernel32.ReadControl | Kernel32.ReadAttributes, out var isListed);
        if (handle is null)
            return [];

        var ofFolder = Read(path, handle);
        var trespassers = new List<string>(ofFolder.Trespassers(rules));
        if (Link(path, handle, isFolder: true) is { } link)
            return [.. trespassers, link];

        if (!isListed)
            PassOver(path, access);
        foreach (var entry in isListed ? FilesIn(path) : [])
        {
            using var file = Open(entry, Kernel32.ReadControl | Kernel32.ReadAttributes);
            if (file is null)
                continue;

            trespassers.AddRange(Read(entry, file).Inside(ofFolder).Trespassers(rules));
            if (Link(entry, file, isFolder: false) is { } planted)
                trespassers.Add(planted);
        }

        return [.. trespassers.Distinct()];
    }

    /// <inheritdoc/>
    public void ProtectFile(string file, FolderAccess access, ServiceAccount? account = null)
    {
        var rules = Rules(access, account);
        using var privileges = Privileges.OverFiles();
        using var handle = Open(file, Kernel32.ReadControl | Kernel32.WriteDac | Kernel32.WriteOwner | Kernel32.ReadAttributes)
            ?? throw Refusal(file, "protected", ServiceErrors.FileNotFound);
        if (Link(file, handle, isFolder: false) is { } link)
            throw new IOException($"{link}. Nothing was changed; remove it or move it away.");

        using var descriptor = SecurityDescriptors.Parse(rules.ForSingleFile);
        if (!Advapi32.SetKernelObjectSecurity(handle, Advapi32.OwnerInformation | Advapi32.DaclInformation | Advapi32.ProtectedDacl, descriptor))
            throw Refusal(file, "protected", Marshal.GetLastWin32Error());
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> FileTrespassers(string file, FolderAccess access, ServiceAccount? account = null)
    {
        using var privileges = Privileges.OverFiles();
        using var handle = Open(file, Kernel32.ReadControl | Kernel32.ReadAttributes);
        if (handle is null)
            return [];
        var trespassers = Read(file, handle).Trespassers(Rules(access, account));
        return [.. (Link(file, handle, isFolder: false) is { } link ? trespassers.Append(link) : trespassers).Distinct()];
    }

    // What an account owns itself is owned by it: it may be one that can give nothing to administrators.
    private static FolderRules Rules(FolderAccess access, ServiceAccount? account)
    {
        var own = Accounts.Own();
        return new(access, own, account is not null && Accounts.Identifier(account) is var other && other != own ? other : null);
    }

    // The functions below this take no other form, and GetDirectoryName of a path that ends so is the folder itself.
    private static string FullPath(string folder)
    {
        var full = Path.GetFullPath(folder);
        return full == Path.GetPathRoot(full) ? full : full.TrimEnd('\\');
    }

    private static void MakeParent(string path) =>
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? throw new ArgumentException($"{path} is a drive and no folder on one.", nameof(path)));

    private static bool Make(string folder, FolderRules rules)
    {
        using var descriptor = SecurityDescriptors.Parse(rules.ForFolder);
        var security = SecurityDescriptors.Attributes(descriptor);
        if (Kernel32.CreateDirectoryW(folder, &security))
            return true;

        var native = Marshal.GetLastWin32Error();
        return native == ServiceErrors.AlreadyExists ? false : throw Refusal(folder, "made", native);
    }

    private void TakeOver(string folder, FolderRules rules, FolderAccess access)
    {
        const uint change = Kernel32.ReadControl | Kernel32.WriteDac | Kernel32.WriteOwner | Kernel32.ReadAttributes;
        using var handle = OpenFolder(folder, change, out var isListed)
            ?? throw Refusal(folder, "protected", ServiceErrors.PathNotFound);
        if (Link(folder, handle, isFolder: true) is { } link)
            throw new IOException($"{link}. Nothing was changed; remove it or move it away.");

        if (!isListed)
            PassOver(folder, access);
        SetFolder(folder, handle, rules, isListed);
        using var descriptor = SecurityDescriptors.Parse(rules.ForFile);
        // All the others first: should somebody keep the folder from being listed next time, none of them is his any more.
        var refused = isListed ? FilesIn(folder).Select(entry => TakeOverFile(entry, change, descriptor)).OfType<Exception>().ToList() : [];
        if (refused.Count > 0)
            throw refused[0];
    }

    private static Exception? TakeOverFile(string path, uint access, SafeLocalMemory descriptor)
    {
        try
        {
            using var file = Open(path, access);
            if (file is null)
                return null;
            if (Link(path, file, isFolder: false) is { } planted)
                return new IOException($"{planted}. Remove it or move it away.");
            return Advapi32.SetKernelObjectSecurity(file, Advapi32.OwnerInformation | Advapi32.DaclInformation, descriptor)
                ? null
                : Refusal(path, "protected", Marshal.GetLastWin32Error());
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused;
        }
    }

    // SetSecurityInfo hands the new rights on to what is in the folder and inherited its old ones, for which it lists the folder. What
    // it sets on the folder itself is then set as it stands: Wine 8 adds what the folder above gives.
    private static void SetFolder(string folder, SafeFileHandle handle, FolderRules rules, bool isListed)
    {
        using var descriptor = SecurityDescriptors.Parse(rules.ForFolder);
        if (!Advapi32.GetSecurityDescriptorOwner(descriptor, out var owner, out _)
            || !Advapi32.GetSecurityDescriptorDacl(descriptor, out _, out var list, out _))
            throw Refusal(folder, "protected", Marshal.GetLastWin32Error());

        const uint what = Advapi32.OwnerInformation | Advapi32.DaclInformation | Advapi32.ProtectedDacl;
        var native = isListed ? Advapi32.SetSecurityInfo(handle, Advapi32.FileObject, what, owner, IntPtr.Zero, list, IntPtr.Zero) : ServiceErrors.Success;
        if (native != ServiceErrors.Success)
            throw Refusal(folder, "protected", native);
        if (!Advapi32.SetKernelObjectSecurity(handle, what, descriptor))
            throw Refusal(folder, "protected", Marshal.GetLastWin32Error());
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        FolderListing.Read(folder).Where(entry => !entry.IsFolder).Select(entry => entry.Path);

    private static FileRights Read(string path, SafeFileHandle handle)
    {
        var (rights, native) = FileRights.Read(handle);
        return rights ?? throw Refusal(path, "looked at", native);
    }

    /// <summary>
    /// Opens a folder so that nobody may delete or rename it meanwhile. Windows holds others to that when the handle may list the folder,
    /// which whoever shares nothing refuses. The handle is then one for the rights alone. Lost is the hold on the name: who may delete or
    /// rename the folder still may, once the other has let go. So nothing in such a folder is reached by name.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="access">What is to be done with its rights.</param>
    /// <param name="isListed">Whether the folder can be listed.</param>
    private SafeFileHandle? OpenFolder(string path, uint access, out bool isListed)
    {
        var waited = Stopwatch.StartNew();
        using var retry = new ManualResetEventSlim();
        while (true)
        {
            var handle = TryOpen(path, access | Kernel32.ListDirectory, out var native);
            isListed = native != ServiceErrors.SharingViolation;
            if (isListed)
                return native is ServiceErrors.Success or ServiceErrors.FileNotFound or ServiceErrors.PathNotFound ? handle : throw Refusal(path, "opened", native);
            if (_held.ContainsKey(path) || waited.Elapsed >= Patience)
                return Open(path, access);
            // Sharing has no event to wait for.
            retry.Wait(RetryInterval);
        }
    }

    // Where everybody may read, everybody can hold the folder, and nobody may write who could not before. Where only administrators may,
    // it is one of them, or who had it open before it was theirs; what he has put there must not be believed unseen.
    private void PassOver(string folder, FolderAccess access)
    {
        if (access != FolderAccess.ReadableByUsers)
            throw Refusal(folder, "listed", ServiceErrors.SharingViolation);
        if (_held.TryAdd(folder, true))
            unseen?.Invoke($"The files in {folder} were not looked at, because another program keeps the folder to itself. The rights of the folder are as they should be, or have been set; who may write its files is not known.");
    }

    private static SafeFileHandle? Open(string path, uint access)
    {
        var handle = TryOpen(path, access, out var native);
        return native is ServiceErrors.Success or ServiceErrors.FileNotFound or ServiceErrors.PathNotFound ? handle : throw Refusal(path, "opened", native);
    }

    private static SafeFileHandle? TryOpen(string path, uint access, out int native)
    {
        var handle = Kernel32.CreateFileW(path, access, Kernel32.ShareReadAndWrite, IntPtr.Zero, Kernel32.OpenExisting, ItselfNotItsTarget, IntPtr.Zero);
        native = handle.IsInvalid ? Marshal.GetLastWin32Error() : ServiceErrors.Success;
        if (!handle.IsInvalid)
            return handle;
        handle.Dispose();
        return null;
    }

    /// <summary>Says what is wrong with something that is not what its name says; <see langword="null"/> when nothing is.</summary>
    private static string? Link(string path, SafeFileHandle handle, bool isFolder)
    {
        if (!Kernel32.GetFileInformationByHandle(handle, out var information))
            throw Refusal(path, "looked at", Marshal.GetLastWin32Error());
        if ((information.FileAttributes & ReparsePointAttribute) != 0 || FolderListing.IsLink(path))
            return $"{path} is a link to another place";
        if (((information.FileAttributes & DirectoryAttribute) != 0) != isFolder)
            return isFolder ? $"{path} is a file where a folder belongs" : $"{path} is a folder where a file was";

        // A second name for a file that lies elsewhere: its rights would change there too.
        return !isFolder && information.NumberOfLinks > 1 ? $"{path} is one of several names of a file" : null;
    }

    private static Exception Refusal(string path, string attempt, int native)
    {
        var reason = new Win32Exception(native);
        return native is ServiceErrors.AccessDenied or ServiceErrors.InvalidOwner or ServiceErrors.PrivilegeNotHeld
            ? new UnauthorizedAccessException($"{path} could not be {attempt}: access denied; run as an elevated administrator.", reason)
            : new IOException($"{path} could not be {attempt}: {reason.Message.TrimEnd('.', ' ')} (error {native}).", reason);
    }
}
