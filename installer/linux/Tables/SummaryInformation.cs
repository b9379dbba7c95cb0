using System.Globalization;
using PackageCompiler.Authoring;

namespace PackageCompiler.Tables;

/// <summary>The stream Windows reads before it opens the database.</summary>
internal static class SummaryInformation
{
    public static IReadOnlyList<(int Id, string Value)> For(LinkedPackage package)
    {
        var product = package.Package;
        var summary = package.All<SummarySymbol>().SingleOrDefault();
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);
        return
        [
            (1, "1252"),
            (2, "Installation Database"),
            (3, summary?.Description ?? product.Name),
            (4, summary?.Manufacturer ?? product.Manufacturer),
            (5, summary?.Keywords ?? "Installer"),
            (6, $"This installer database contains the logic and data required to install {product.Name}."),
            (7, $"x64;{product.Language.ToString(CultureInfo.InvariantCulture)}"),
            // The package code: no two files may share one, or Windows Installer serves one from the cache of the other.
            (9, Guid.NewGuid().ToString("B").ToUpperInvariant()),
            (12, now),
            (13, now),
            (14, product.InstallerVersion.ToString(CultureInfo.InvariantCulture)),
            // Compressed, long file names, needs elevation.
            (15, "2"),
            (18, "PackageCompiler"),
            // Read-only recommended.
            (19, "2"),
        ];
    }
}
