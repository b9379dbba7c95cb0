using PackageCompiler;
using PackageCompiler.Source;

namespace Installer.Tests.Compiler;

/// <summary>The smallest package that compiles, in a folder of its own; a test spoils one thing in it.</summary>
internal sealed class TinyPackage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tiny-package-").FullName;

    public string Files { get; set; } = """<Files Include="!(bindpath.Payload)\**" />""";

    public string Component { get; set; } = "";

    /// <summary>Goes into the package element.</summary>
    public string Body { get; set; } = "";

    /// <summary>Goes behind the package element, between fragments.</summary>
    public string Beside { get; set; } = "";

    public string PackageAttributes { get; set; } = "";

    public TinyPackage WithFile(string name, string content = "content")
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return this;
    }

    /// <summary>The package as it stands compiles; used to be sure that a test spoils one thing only.</summary>
    public void MustCompile() => Compilation.Run(Options());

    /// <summary>The message the author of the source would read, without the folder.</summary>
    public string CompileError() =>
        Assert.ThrowsExactly<SourceException>(() => Compilation.Run(Options())).Message.Replace(_folder + "/", "", StringComparison.Ordinal);

    public PackageCompiler.Payload.PackageContent Content()
    {
        var options = Options();
        return PackageCompiler.Payload.PackageContent.Collect(Compilation.Link(options), options.BindPaths);
    }

    public PackageCompiler.Tables.PackageDatabase Database()
    {
        var options = Options();
        return PackageCompiler.Tables.PackageTables.Build(Compilation.Link(options), Content(), options.BindPaths);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Options Options()
    {
        if (!Directory.Exists(Path.Combine(_folder, "payload")))
            WithFile("payload/a.txt");
        WithFile("Tiny.wxs", $"""
            <Wix xmlns="http://wixtoolset.org/schemas/v4/wxs">
              <Package Name="Tiny" Manufacturer="Us" Version="1.2.3" Language="1033" UpgradeCode="11111111-2222-3333-4444-555555555555" Scope="perMachine"{PackageAttributes}>
                <MajorUpgrade DowngradeErrorMessage="Newer is here." />
                <MediaTemplate EmbedCab="yes" />
                <StandardDirectory Id="ProgramFiles64Folder"><Directory Id="INSTALLFOLDER" Name="Tiny" /></StandardDirectory>
                <Feature Id="All"><ComponentGroupRef Id="Everything" /></Feature>
                <ComponentGroup Id="Everything" Directory="INSTALLFOLDER">{Files}{Component}</ComponentGroup>
                {Body}
              </Package>
              {Beside}
            </Wix>
            """);
        return new Options
        {
            Sources = [Path.Combine(_folder, "Tiny.wxs")],
            Output = Path.Combine(_folder, "Tiny.msi"),
            Intermediate = Path.Combine(_folder, "obj"),
            Cabinet = Path.Combine(_folder, "obj"),
            Defines = new Dictionary<string, string>(),
            BindPaths = new BindPaths(new Dictionary<string, string> { ["Payload"] = Path.Combine(_folder, "payload") }),
        };
    }
}
