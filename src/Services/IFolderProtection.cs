namespace Octopus.Services;

/// <summary>Who may use a folder and everything in it, or a single file.</summary>
public interface IFolderProtection
{
    /// <summary>
    /// Makes the folder, with its rights from the first moment, or takes an existing one over: owned by Administrators, nothing
    /// inherited, rights of the files and folders in it as its own. <see cref="FolderAccess.OwnAccount"/> without another account is
    /// owned by that of this process.
    /// </summary>
    /// <remarks>
    /// Links are refused. A folder in it that has rights of its own keeps them. Who had a file open keeps it open: what was in a
    /// folder with trespassers is not to be believed. Who may rename a folder above can still put another in its place, so
    /// protect from the top.
    /// </remarks>
    /// <exception cref="UnauthorizedAccessException">This account may not do that.</exception>
    /// <exception cref="IOException">A link or a file stands in its place, or a link stands in it.</exception>
    void Protect(string folder, FolderAccess access, ServiceAccount? account = null);

    /// <summary>Makes the folder, with its rights from the first moment, and takes over none that is there.</summary>
    /// <exception cref="UnauthorizedAccessException">This account may not do that.</exception>
    /// <exception cref="IOException">Something stands in its place.</exception>
    void MakeNew(string folder, FolderAccess access, ServiceAccount? account = null);

    /// <summary>
    /// Makes what the folder inherits its own, so that whatever becomes of a folder above, everybody may do there what they may now. A
    /// link is left alone, and so is a folder that is not there.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">This account may not do that.</exception>
    /// <exception cref="IOException">The volume refuses.</exception>
    void KeepRights(string folder);

    /// <summary>
    /// The accounts that may do more with the folder, or with a file directly in it, than <paramref name="access"/> allows, by name
    /// where they have one, its owner included; a link in place of one of them is named too. None when it is as it should be. A folder
    /// that is not there is as it should be.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">This account may not see the rights.</exception>
    IReadOnlyList<string> Trespassers(string folder, FolderAccess access, ServiceAccount? account = null);

    /// <summary>
    /// The same as <see cref="Protect"/> for one file, which is there, in a folder that others may use. Who may change the folder can
    /// still put another file in its place.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">This account may not do that.</exception>
    /// <exception cref="IOException">A link or a folder stands in its place, or there is no such file.</exception>
    void ProtectFile(string file, FolderAccess access, ServiceAccount? account = null);

    /// <summary>The same as <see cref="Trespassers"/> for one file. One that is not there is as it should be.</summary>
    /// <exception cref="UnauthorizedAccessException">This account may not see the rights.</exception>
    IReadOnlyList<string> FileTrespassers(string file, FolderAccess access, ServiceAccount? account = null);
}

/// <summary>The rights a folder can have. SYSTEM and Administrators may do everything in each.</summary>
public enum FolderAccess
{
    /// <summary>Nobody else may do anything.</summary>
    AdministratorsOnly,
    /// <summary>Everybody may read, nobody else may write.</summary>
    ReadableByUsers,
    /// <summary>One account may do everything too: the one that is named, or that of this process.</summary>
    OwnAccount,
}
