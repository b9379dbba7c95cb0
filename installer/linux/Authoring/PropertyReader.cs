using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>Reads properties and the registry searches that fill them.</summary>
internal static class PropertyReader
{
    private const int RawValue = 2, View64 = 16;

    public static void Read(Section section, ElementReader element)
    {
        var id = element.Id();
        var secure = element.YesNo("Secure", false);
        if (secure && id.Any(char.IsAsciiLetterLower))
            throw element.Error($"'{id}' is secure but not public: a public property has no lower case letter.");
        section.Symbols.Add(new PropertySymbol(element.At, id, element.Optional("Value"), secure));
        element.Children(new Dictionary<string, Action<ElementReader>>
        {
            ["RegistrySearch"] = search =>
            {
                if (id.Any(char.IsAsciiLetterLower))
                    throw search.Error($"'{id}' is searched for but not public: a public property has no lower case letter.");
                section.Symbols.Add(new RegistrySearchSymbol(
                    search.At, search.Id(), id, Root(search), search.Required("Key"), search.Required("Name"),
                    search.Choice("Type", null, "raw") == "raw" ? RawValue | Bits(search) : 0));
                search.End();
            },
        });
    }

    public static RegistryRoot Root(ElementReader element) => element.Choice("Root", null, "HKLM", "HKCR") switch
    {
        "HKLM" => RegistryRoot.LocalMachine,
        _ => RegistryRoot.ClassesRoot,
    };

    // The default would follow the package's platform; saying it keeps the 32-bit view from being read by accident.
    private static int Bits(ElementReader search) => search.Choice("Bitness", null, "always64") == "always64" ? View64 : 0;
}
