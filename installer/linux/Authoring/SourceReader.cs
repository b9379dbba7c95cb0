using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>Reads one source file into its package and fragments.</summary>
internal static class SourceReader
{
    public static IReadOnlyList<Section> Read(string file, IReadOnlyDictionary<string, string> defines)
    {
        var sections = new List<Section>();
        var root = new ElementReader(new Preprocessor(new Variables(defines)).Read(file, "Wix"));
        root.Children(new Dictionary<string, Action<ElementReader>>
        {
            ["Package"] = element => sections.Add(PackageReader.Read(element)),
            ["Fragment"] = element =>
            {
                element.Optional("Id");
                var section = new Section(element.At);
                element.Children(SectionReaders.For(section));
                sections.Add(section);
            },
        });
        return sections;
    }
}
