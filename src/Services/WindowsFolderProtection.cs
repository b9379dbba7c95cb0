using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Octopus.Services.Native;
using Octopus.Services.Protection;

namespace Octopus.Services;

/// <summary>
/// Rights of folders on Windows. Nothing is reached through a link: what stands at a name is opened itself, and judged and changed
/// through that one handle.
/// </summary>
[SupportedOSPlatform("windows")]
public sealed unsafe class WindowsFolderProtection : IFolderProtection
{
    private const uint DirectoryAttribute = 0x10;
    private const uint ReparsePointAttribute = 0x400;
    private const uint ItselfNotItsTarget = Kernel32.BackupSemantics | Kernel32.OpenReparsePoint;

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
            TakeOver(path, rules);
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
        using var handle = Open(path, Kernel32.ReadControl | Kernel32.WriteDac | Kernel32.ReadAttributes | Kernel32.ListDirectory);
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
        using var handle = Open(path, Kernel32.ReadControl | Kernel32.ReadAttributes | Kernel32.ListDirectory);
        if (handle is null)
            return [];

        var ofFolder = Read(path, handle);
        var trespassers = new List<string>(ofFolder.Trespassers(rules));
        if (Link(path, handle, isFolder: true) is { } link)
            return [.. trespassers, link];

        foreach (var entry in FilesIn(path))
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

    private static void TakeOver(string folder, FolderRules rules)
    {
        const uint access = Kernel32.ReadControl | Kernel32.WriteDac | Kernel32.WriteOwner | Kernel32.ReadAttributes;
        using var handle = Open(folder, access | Kernel32.ListDirectory)
            ?? throw Refusal(folder, "protected", ServiceErrors.PathNotFound);
        if (Link(folder, handle, isFolder: true) is { } link)
            throw new IOException($"{link}. Nothing was changed; remove it or move it away.");

        SetFolder(folder, handle, rules);
        using var descriptor = SecurityDescriptors.Parse(rules.ForFile);
        foreach (var entry in FilesIn(folder))
        {
            using var file = Open(entry, access);
            if (file is null)
                continue;
            if (Link(entry, file, isFolder: false) is { } planted)
                throw new IOException($"{planted}. Remove it or move it away.");
            if (!Advapi32.SetKernelObjectSecurity(file, Advapi32.OwnerInformation | Advapi32.DaclInformation, descriptor))
                throw Refusal(entry, "protected", Marshal.GetLastWin32Error());
        }
    }

    // SetSecurityInfo hands the new rights on to what is in the folder and inherited its old ones. What it sets on the folder itself
    // is then set as it stands: Wine 8 adds what the folder above gives.
    private static void SetFolder(string folder, SafeFileHandle handle, FolderRules rules)
    {
        using var descriptor = SecurityDescriptors.Parse(rules.ForFolder);
        if (!Advapi32.GetSecurityDescriptorOwner(descriptor, out var owner, out _)
            || !Advapi32.GetSecurityDescriptorDacl(descriptor, out _, out var list, out _))
            throw Refusal(folder, "protected", Marshal.GetLastWin32Error());

        const uint what = Advapi32.OwnerInformation | Advapi32.DaclInformation | Advapi32.ProtectedDacl;
        var native = Advapi32.SetSecurityInfo(handle, Advapi32.FileObject, what, owner, IntPtr.Zero, list, IntPtr.Zero);
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

    // Others may not delete or rename meanwhile. Windows holds them to that when the handle may list a folder.
    private static SafeFileHandle? Open(string path, uint access)
    {
        var handle = Kernel32.CreateFileW(path, access, Kernel32.ShareReadAndWrite, IntPtr.Zero, Kernel32.OpenExisting, ItselfNotItsTarget, IntPtr.Zero);
        if (!handle.IsInvalid)
            return handle;

        var native = Marshal.GetLastWin32Error();
        handle.Dispose();
        return native is ServiceErrors.FileNotFound or ServiceErrors.PathNotFound ? null : throw Refusal(path, "opened", native);
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
