using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>Reads features and what they take in.</summary>
internal static class FeatureReader
{
    private const int DisallowAdvertise = 8, DisallowAbsent = 16;

    public static void Read(Section section, ElementReader element)
    {
        var id = element.Id();
        var attributes = (element.YesNo("AllowAdvertise", true) ? 0 : DisallowAdvertise)
            | (element.YesNo("AllowAbsent", true) ? 0 : DisallowAbsent);
        var directory = element.Optional("ConfigurableDirectory");
        if (directory is not null)
            section.Refer<DirectorySymbol>(directory, element.At);

        section.Symbols.Add(new FeatureSymbol(
            element.At, id, element.Optional("Title"), element.Optional("Description"), element.Number("Level", 1), directory, attributes));
        element.Children(new Dictionary<string, Action<ElementReader>>
        {
            ["ComponentGroupRef"] = child =>
            {
                var group = child.Id();
                section.Refer<GroupSymbol>(group, child.At);
                section.Symbols.Add(new GroupUseSymbol(child.At, id, group));
                child.End();
            },
        });
    }
}
