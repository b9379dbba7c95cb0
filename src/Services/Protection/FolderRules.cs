using System.Runtime.Versioning;

namespace Octopus.Services.Protection;

/// <summary>What a kind of access means in rights.</summary>
/// <param name="access">The kind.</param>
/// <param name="own">The account of this process.</param>
/// <param name="other">The account that is meant in its place; <see langword="null"/> when it is itself.</param>
[SupportedOSPlatform("windows")]
internal sealed class FolderRules(FolderAccess access, string own, string? other = null)
{
    /// <summary>FILE_GENERIC_READ and FILE_GENERIC_EXECUTE, and both as generic rights, which entries for files to come may have.</summary>
    private const uint ReadAndExecute = 0x1200A9 | 0x80000000 | 0x20000000;

    /// <summary>
    /// Wine shows Unix rights: everything belongs to the Unix user, under an identifier that begins so, whomever it was given to.
    /// No account of Windows has one of these, so it is no way in there.
    /// </summary>
    private const string UnixUser = "S-1-5-21-0-0-0-";

    private static readonly string[] Trusted =
        [Accounts.System, Accounts.Administrators, Accounts.CreatorOwner, Accounts.OwnerRights, Accounts.TrustedInstaller];

    /// <summary>The folder's own rights; nothing is inherited from above.</summary>
    public string ForFolder => Descriptor("PAI", "OICI");

    /// <summary>The rights of a file that has them on its own.</summary>
    public string ForSingleFile => Descriptor("PAI", "");

    /// <summary>The rights of a file in the folder, as it would have inherited them.</summary>
    public string ForFile => Descriptor("AI", "ID");

    // Who may do everything may own it too: the owner can give himself every right.
    private string Owner => access == FolderAccess.OwnAccount && other is null ? own : Accounts.Administrators;

    private string Account => other ?? own;

    /// <summary>Whether the rules let an account have these rights.</summary>
    public bool Allow(Grant grant) =>
        grant.Mask == 0
        || Trusted.Contains(grant.Account)
        || (grant.Account == own && IsUnixUser(own))
        || access switch
        {
            FolderAccess.OwnAccount => grant.Account == Account,
            FolderAccess.ReadableByUsers => (grant.Mask & ~ReadAndExecute) == 0,
            _ => false,
        };

    /// <summary>Whether an account is what Wine calls the Unix user.</summary>
    public static bool IsUnixUser(string account) => account.StartsWith(UnixUser, StringComparison.Ordinal);

    private string Descriptor(string control, string flags)
    {
        var more = access switch
        {
            FolderAccess.OwnAccount => $"(A;{flags};FA;;;{Account})",
            FolderAccess.ReadableByUsers => $"(A;{flags};0x1200A9;;;BU)",
            _ => "",
        };
        return $"O:{Owner}D:{control}(A;{flags};FA;;;SY)(A;{flags};FA;;;BA){more}";
    }
}
