using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Octopus.Services.Native;

namespace Octopus.Services.Protection;

/// <summary>Something that an account may do with a file.</summary>
/// <param name="Account">The identifier of the account, as text.</param>
/// <param name="Mask">The rights, as in winnt.h.</param>
internal readonly record struct Grant(string Account, uint Mask);

/// <summary>Who owns a file, and who may do what with it, as stored.</summary>
/// <param name="Owner">The owner, who may always change the rights.</param>
/// <param name="Grants">The rights that are given, those for files to come included. Rights that are taken are left out.</param>
[SupportedOSPlatform("windows")]
internal sealed unsafe record FileRights(Grant Owner, IReadOnlyList<Grant> Grants)
{
    /// <summary>The rights that an owner has whatever is stored: READ_CONTROL and WRITE_DAC.</summary>
    private const uint OfOwner = 0x60000;

    private const byte Allowed = 0x0;
    private const byte AllowedCallback = 0x9;
    private const byte Inherited = 0x10;
    private static readonly byte[] Denied = [0x1, 0x6, 0xA, 0xC];

    /// <summary>Reads the rights of an open file or folder.</summary>
    /// <returns>The error number instead, when they cannot be read.</returns>
    public static (FileRights? Rights, int Native) Read(SafeFileHandle file)
    {
        var native = Advapi32.GetSecurityInfo(
            file, Advapi32.FileObject, Advapi32.OwnerInformation | Advapi32.DaclInformation,
            out var owner, IntPtr.Zero, out var list, IntPtr.Zero, out var descriptor);
        using (descriptor)
            return native == ServiceErrors.Success ? (new FileRights(Of(owner, OfOwner), ToGrants(list)), native) : (null, native);
    }

    /// <summary>Makes the rights that an open folder inherits its own, and hands them on to what is in it as before.</summary>
    /// <returns>The error number; 0 when it is done or nothing was inherited.</returns>
    public static int Keep(SafeFileHandle folder)
    {
        var native = Advapi32.GetSecurityInfo(
            folder, Advapi32.FileObject, Advapi32.DaclInformation, out _, IntPtr.Zero, out var list, IntPtr.Zero, out var descriptor);
        using (descriptor)
        {
            if (native != ServiceErrors.Success || list is null)
                return native;

            var inherits = false;
            for (var i = 0; i < list->Count && Advapi32.GetAce(list, i, out var entry); i++)
            {
                inherits |= (entry->Flags & Inherited) != 0;
                entry->Flags &= unchecked((byte)~Inherited);
            }

            return inherits
                ? Advapi32.SetSecurityInfo(folder, Advapi32.FileObject, Advapi32.DaclInformation | Advapi32.ProtectedDacl, IntPtr.Zero, IntPtr.Zero, list, IntPtr.Zero)
                : ServiceErrors.Success;
        }
    }

    /// <summary>
    /// The rights that count for a file in a folder. Wine shows Unix rights, and there nobody reaches a file whose folder does not let
    /// him in; the rights of Windows stand on their own.
    /// </summary>
    public FileRights Inside(FileRights folder) =>
        FolderRules.IsUnixUser(Owner.Account)
            ? this with { Grants = [.. Grants.Where(grant => folder.Grants.Any(given => given.Account == grant.Account))] }
            : this;

    /// <summary>The names of those who may do more than the rules allow.</summary>
    public IEnumerable<string> Trespassers(FolderRules rules) =>
        Grants.Append(Owner).Where(grant => !rules.Allow(grant)).Select(grant => Accounts.Name(grant.Account));

    private static List<Grant> ToGrants(AccessControlList* list)
    {
        // No list at all is everything for everybody.
        if (list is null)
            return [new Grant(Accounts.Everyone, uint.MaxValue)];

        var grants = new List<Grant>();
        for (var i = 0; i < list->Count && Advapi32.GetAce(list, i, out var entry); i++)
        {
            if (entry->Type is Allowed or AllowedCallback)
                grants.Add(Of((IntPtr)(&entry->Account), entry->Mask));
            else if (!Denied.Contains(entry->Type))
                grants.Add(new Grant($"an entry of type {entry->Type}", uint.MaxValue));
        }

        return grants;
    }

    private static Grant Of(IntPtr account, uint mask) => new(Accounts.Text(account), mask);
}
