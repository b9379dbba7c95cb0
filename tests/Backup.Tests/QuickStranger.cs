using Octopus.Services;

namespace Octopus.Tests.Backup;

/// <summary>Makes a folder in the moment in which somebody else is about to.</summary>
internal sealed class QuickStranger(IFolderProtection protection, string folder) : IFolderProtection
{
    public IReadOnlyList<string> Trespassers(string path, FolderAccess access, ServiceAccount? account = null)
    {
        var found = protection.Trespassers(path, access, account);
        if (path == folder)
            Directory.CreateDirectory(folder);
        return found;
    }

    public void Protect(string path, FolderAccess access, ServiceAccount? account = null) => protection.Protect(path, access, account);

    public void MakeNew(string path, FolderAccess access, ServiceAccount? account = null)
    {
        if (path == folder)
            Directory.CreateDirectory(folder);
        protection.MakeNew(path, access, account);
    }

    public void KeepRights(string path) => protection.KeepRights(path);

    public void ProtectFile(string file, FolderAccess access, ServiceAccount? account = null) => protection.ProtectFile(file, access, account);

    public IReadOnlyList<string> FileTrespassers(string file, FolderAccess access, ServiceAccount? account = null) =>
        protection.FileTrespassers(file, access, account);
}
