using System.Security.Cryptography;
using System.Text;

namespace PackageCompiler.Identity;

/// <summary>SHA-1 of a name. It only spreads names evenly; that it can be forged harms nothing, and WiX uses it.</summary>
internal static class NameHash
{
#pragma warning disable CA5350
    public static byte[] Of(ReadOnlySpan<byte> name) => SHA1.HashData(name);
#pragma warning restore CA5350

    public static string Base64Of(string name) => Convert.ToBase64String(Of(Encoding.UTF8.GetBytes(name)));
}
