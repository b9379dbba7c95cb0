using System.Runtime.InteropServices;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.E2E.Machine;

/// <summary>What Windows Installer says is installed.</summary>
internal static partial class InstalledProducts
{
    private const string UpgradeCode = "{6B0B9C1E-7B0C-4C52-9E0B-2D1C7B0F4E61}";
    private const int ProductCodeLength = 39;

    /// <summary>The products that are registered; more than one is an upgrade gone wrong.</summary>
    public static IReadOnlyList<InstalledProduct> All() => Related(UpgradeCode);

    /// <summary>Those of the vendor's that are.</summary>
    public static IReadOnlyList<InstalledProduct> Vendors() => Related(VendorProduct.UpgradeCode);

    private static List<InstalledProduct> Related(string upgradeCode)
    {
        var products = new List<InstalledProduct>();
        var code = new char[ProductCodeLength];
        for (uint index = 0; MsiEnumRelatedProducts(upgradeCode, 0, index, code) == 0; index++)
        {
            var version = new char[64];
            var length = (uint)version.Length;
            if (MsiGetProductInfo(code, "VersionString", version, ref length) == 0)
                products.Add(new(new(code, 0, ProductCodeLength - 1), new(version, 0, (int)length)));
        }

        return products;
    }

    [LibraryImport("msi.dll", EntryPoint = "MsiEnumRelatedProductsW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial uint MsiEnumRelatedProducts(string upgradeCode, uint reserved, uint index, [Out] char[] product);

    [LibraryImport("msi.dll", EntryPoint = "MsiGetProductInfoW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial uint MsiGetProductInfo([In] char[] product, string attribute, [Out] char[] value, ref uint length);
}

internal sealed record InstalledProduct(string Code, string Version);
