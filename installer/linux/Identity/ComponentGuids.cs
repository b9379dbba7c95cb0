using System.Text;
using PackageCompiler.Authoring;

namespace PackageCompiler.Identity;

/// <summary>
/// GUIDs for components that ask for one with <c>*</c>: a name-based UUID (RFC 4122, version 5) of where the key path
/// goes, in WiX's namespace. The same file in the same folder keeps its GUID in every version and from both compilers.
/// </summary>
internal static class ComponentGuids
{
    private static readonly Guid Namespace = new("3064E5C6-FB63-4FE9-AC49-E446A792EFA5");

    /// <param name="directory">The canonical folder: a standard folder's id, then lower-case names.</param>
    /// <param name="name">The file's long name.</param>
    public static string ForFile(string directory, string name) => Create(directory + "\\" + Lower(name));

    public static string ForRegistry(RegistrySymbol value, bool is64Bit) =>
        Create(Lower($"{(is64Bit ? "64" : "")}{value.Root}\\{value.Key}\\{value.Name}"));

    // The recipe is WiX's, lower case included: CA1308's advice would change every GUID.
#pragma warning disable CA1308
    public static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308

    private static string Create(string name)
    {
        var hash = NameHash.Of([.. Namespace.ToByteArray(bigEndian: true), .. Encoding.Unicode.GetBytes(name)]);
        var bytes = hash.AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x50);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("B").ToUpperInvariant();
    }
}
