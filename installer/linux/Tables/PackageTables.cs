using PackageCompiler.Authoring;
using PackageCompiler.Payload;
using PackageCompiler.Source;

namespace PackageCompiler.Tables;

/// <summary>Fills all tables of a package.</summary>
internal static class PackageTables
{
    public static PackageDatabase Build(LinkedPackage package, PackageContent content, BindPaths bindPaths)
    {
        PackageStream Stream(string table, Symbol symbol, string source)
        {
            var file = bindPaths.Resolve(source, symbol.At);
            return new(table, symbol.Id, File.Exists(file) ? file : throw new SourceException(symbol.At, $"the file '{file}' does not exist."));
        }

        Table[] tables =
        [
            .. PropertyTables.Build(package),
            .. ContentTables.Build(package, content),
            .. ComponentTables.Build(package),
            .. ActionTables.Build(package),
            .. SequenceTables.Build(package),
        ];
        return new PackageDatabase(
            [.. tables, ValidationTable.For(package.Package.At, tables)],
            [
                .. package.All<BinarySymbol>().Select(binary => Stream("Binary", binary, binary.Source)),
                .. package.All<IconSymbol>().Select(icon => Stream("Icon", icon, icon.Source)),
            ],
            SummaryInformation.For(package));
    }
}
