using PackageCompiler.Authoring;
using PackageCompiler.Payload;
using PackageCompiler.Source;

namespace PackageCompiler.Tables;

/// <summary>Fills all tables of a package.</summary>
internal static class PackageTables
{
    public static PackageDatabase Build(LinkedPackage package, PackageContent content, BindPaths bindPaths)
    {
        var binaries = BinaryFiles(package, bindPaths);
        return new PackageDatabase(
            [
                .. PropertyTables.Build(package),
                .. ContentTables.Build(package, content),
                .. ComponentTables.Build(package),
                .. ActionTables.Build(package),
                .. SequenceTables.Build(package),
            ],
            binaries,
            SummaryInformation.For(package));
    }

    private static Dictionary<string, string> BinaryFiles(LinkedPackage package, BindPaths bindPaths)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var binary in package.All<BinarySymbol>())
        {
            var file = bindPaths.Resolve(binary.Source, binary.At);
            files.Add(binary.Id, File.Exists(file) ? file : throw new SourceException(binary.At, $"the file '{file}' does not exist."));
        }
        return files;
    }
}
