namespace Octopus.Services;

/// <summary>Who may use a folder and everything in it.</summary>
public interface IFolderProtection
{
    /// <summary>
    /// Makes the folder, with its rights from the first moment, or takes an existing one over: owned by Administrators, nothing
    /// inherited, rights of the files and folders in it as its own.
    /// </summary>
    void Protect(string folder, FolderAccess access);

    /// <summary>
    /// The accounts that may do more with the folder, or with a file directly in it, than <paramref name="access"/> allows, by name
    /// where they have one; none when it is as it should be. A folder that is not there is as it should be.
    /// </summary>
    IReadOnlyList<string> Trespassers(string folder, FolderAccess access);
}

/// <summary>The rights a folder can have. SYSTEM and Administrators may do everything in each.</summary>
public enum FolderAccess
{
    /// <summary>Nobody else may do anything.</summary>
    AdministratorsOnly,
    /// <summary>Everybody may read, nobody else may write.</summary>
    ReadableByUsers,
    /// <summary>The account of this process may do everything too.</summary>
    OwnAccount,
}
