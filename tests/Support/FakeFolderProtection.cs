using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Rights of folders in memory. The folders themselves are made, because others write into them.</summary>
public sealed class FakeFolderProtection : IFolderProtection
{
    private readonly Dictionary<string, string[]> trespassers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was protected and how, in order.</summary>
    public List<(string Folder, FolderAccess Access)> Protected { get; } = [];

    /// <summary>Folders that refuse to be protected, as those of another account do.</summary>
    public HashSet<string> Refusing { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folders in which something stands that is not taken over, such as a second name of a file elsewhere.</summary>
    public HashSet<string> Obstructed { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folders whose rights were made their own, in order.</summary>
    public List<string> Kept { get; } = [];

    /// <summary>Folders whose rights this account may not see.</summary>
    public HashSet<string> Hidden { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives accounts more rights to a folder than it should give, until it is protected.</summary>
    public void Plant(string folder, params string[] accounts) => trespassers[folder] = accounts;

    /// <summary>Which account was let into which folder last.</summary>
    public Dictionary<string, ServiceAccount> Accounts { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void Protect(string folder, FolderAccess access, ServiceAccount? account = null)
    {
        if (Refusing.Contains(folder))
            throw new UnauthorizedAccessException($"{folder} could not be protected: access denied; run as an elevated administrator.");

        if (Obstructed.Contains(folder))
            throw new IOException($"{Path.Combine(folder, "planted")} is one of several names of a file. Remove it or move it away.");

        if (IsLink(folder))
            throw new IOException($"{LinkAt(folder)}. Nothing was changed; remove it or move it away.");
        if (!File.Exists(folder))
            Directory.CreateDirectory(folder);
        trespassers.Remove(folder);
        Protected.Add((folder, access));
        if (account is not null)
            Accounts[folder] = account;
    }

    public void MakeNew(string folder, FolderAccess access, ServiceAccount? account = null)
    {
        if (Path.Exists(folder))
            throw new IOException($"{folder} is there already. Nothing was changed; remove it or move it away.");
        Protect(folder, access, account);
    }

    public void KeepRights(string folder)
    {
        if (Directory.Exists(folder) && !IsLink(folder))
            Kept.Add(folder);
    }

    public void ProtectFile(string file, FolderAccess access, ServiceAccount? account = null)
    {
        if (!File.Exists(file))
            throw new IOException($"{file} could not be protected: there is no such file.");
        Protect(file, access, account);
    }

    public IReadOnlyList<string> FileTrespassers(string file, FolderAccess access, ServiceAccount? account = null) => Trespassers(file, access, account);

    public IReadOnlyList<string> Trespassers(string folder, FolderAccess access, ServiceAccount? account = null) =>
        Hidden.Contains(folder) ? throw new UnauthorizedAccessException($"{folder} could not be looked at: access denied; run as an elevated administrator.")
        : !Path.Exists(folder) ? []
        : IsLink(folder) ? [.. trespassers.GetValueOrDefault(folder, []), LinkAt(folder)] : trespassers.GetValueOrDefault(folder, []);

    private static bool IsLink(string path) =>
        Path.Exists(path) && (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0;

    private static string LinkAt(string path) => $"{path} is a link to another place";
}
