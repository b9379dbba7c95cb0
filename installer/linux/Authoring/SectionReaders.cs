using PackageCompiler.Sequence;
using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>Readers for what both a package and a fragment may hold.</summary>
internal static class SectionReaders
{
    public static Dictionary<string, Action<ElementReader>> For(Section section) => new(StringComparer.Ordinal)
    {
        ["Property"] = element => PropertyReader.Read(section, element),
        ["SetProperty"] = element => ActionReader.ReadSetProperty(section, element),
        ["Launch"] = element => ReadLaunch(section, element),
        ["StandardDirectory"] = element => DirectoryReader.ReadStandard(section, element),
        ["ComponentGroup"] = element => ComponentReader.ReadGroup(section, element),
        ["Feature"] = element => FeatureReader.Read(section, element),
        ["Binary"] = element => ActionReader.ReadBinary(section, element),
        ["Icon"] = element => ShortcutReader.ReadIcon(section, element),
        ["CustomAction"] = element => ActionReader.Read(section, element),
        ["InstallExecuteSequence"] = element => SequenceReader.Read(section, element, SequenceTable.InstallExecuteSequence),
        ["InstallUISequence"] = element => SequenceReader.Read(section, element, SequenceTable.InstallUISequence),
        ["UI"] = element => ReadUi(section, element),
        ["PropertyRef"] = element => ReadReference<PropertySymbol>(section, element),
        ["CustomActionRef"] = element => ReadReference<CustomActionSymbol>(section, element),
        ["UIRef"] = element => ReadReference<UiSymbol>(section, element),
    };

    private static void ReadLaunch(Section section, ElementReader element)
    {
        section.Symbols.Add(new LaunchSymbol(element.At, element.Required("Condition"), element.Required("Message")));
        element.End();
    }

    private static void ReadUi(Section section, ElementReader element)
    {
        section.Symbols.Add(new UiSymbol(element.At, element.Id()));
        element.Children(new Dictionary<string, Action<ElementReader>>
        {
            ["ProgressText"] = text =>
            {
                var action = text.Identifier(text.Required("Action"));
                section.Symbols.Add(new ProgressTextSymbol(text.At, action, text.Required("Message"), text.Optional("Template")));
                if (!StandardActions.IsKnown(action))
                    section.Refer<CustomActionSymbol>(action, text.At);
                text.End();
            },
            ["Error"] = error => ReadError(section, error),
        });
    }

    private static void ReadError(Section section, ElementReader element)
    {
        var number = element.Number("Id", 0);
        // Windows Installer keeps these for the errors of custom actions; any other number would replace one of its own messages.
        if (number is < 25000 or > 30000)
            throw element.Error("'Error' needs an Id from 25000 to 30000.");
        section.Symbols.Add(new ErrorSymbol(element.At, number, element.Required("Message")));
        element.End();
    }

    private static void ReadReference<T>(Section section, ElementReader element) where T : Symbol
    {
        section.Refer<T>(element.Id(), element.At);
        element.End();
    }
}
