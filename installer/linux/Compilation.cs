using PackageCompiler.Authoring;
using PackageCompiler.Cabinet;
using PackageCompiler.Database;
using PackageCompiler.Payload;
using PackageCompiler.Tables;

namespace PackageCompiler;

/// <summary>Sources in, package out: read, link, bind, write.</summary>
internal static class Compilation
{
    public static void Run(Options options)
    {
        var linked = Link(options);
        var content = PackageContent.Collect(linked, options.BindPaths);
        var database = PackageTables.Build(linked, content, options.BindPaths);

        Directory.CreateDirectory(options.Intermediate);
        Directory.CreateDirectory(options.Cabinet);
        var cabinet = CabinetFile.Create(content.Files, options.Cabinet);
        MsiFile.Write(database, cabinet, options.Intermediate, options.Output);
    }

    /// <summary>Reads and links the sources without touching the payload.</summary>
    public static LinkedPackage Link(Options options) =>
        LinkedPackage.Link([.. options.Sources.SelectMany(source => SourceReader.Read(source, options.Defines))]);
}
