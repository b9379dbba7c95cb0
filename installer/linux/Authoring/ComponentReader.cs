using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>Reads component groups, their components and harvested files.</summary>
internal static class ComponentReader
{
    public static void ReadGroup(Section section, ElementReader element)
    {
        var group = element.Id();
        var directory = element.Optional("Directory");
        section.Symbols.Add(new GroupSymbol(element.At, group));
        element.Children(new Dictionary<string, Action<ElementReader>>
        {
            ["Component"] = child => ReadComponent(section, child, group, directory),
            ["Files"] = child => ReadFiles(section, child, group, directory),
        });
    }

    private static void ReadFiles(Section section, ElementReader element, string group, string? inherited)
    {
        var excludes = new List<string>();
        var include = element.Required("Include");
        var directory = Directory(section, element, inherited);
        element.Children(new Dictionary<string, Action<ElementReader>>
        {
            ["Exclude"] = child =>
            {
                excludes.Add(child.Required("Files"));
                child.End();
            },
        });
        section.Symbols.Add(new HarvestSymbol(element.At, group, directory, include, excludes));
    }

    private static void ReadComponent(Section section, ElementReader element, string group, string? inherited)
    {
        var id = element.Id();
        var directory = Directory(section, element, inherited);
        var is64Bit = element.Choice("Bitness", "always64", "always64", "always32") == "always64";
        section.Symbols.Add(new ComponentSymbol(element.At, id, group, directory, element.Guid("Guid", generated: true), is64Bit, element.Optional("Condition")));

        var keyPaths = 0;
        element.Children(new Dictionary<string, Action<ElementReader>>
        {
            ["File"] = child => keyPaths += ReadFile(section, child, id) ? 1 : 0,
            ["RegistryValue"] = child => keyPaths += ReadRegistryValue(section, child, id) ? 1 : 0,
            ["ServiceControl"] = child => ReadServiceControl(section, child, id),
            ["Shortcut"] = child => ShortcutReader.Read(section, child, id),
            ["RemoveFolder"] = child => ShortcutReader.ReadRemoveFolder(section, child, id),
        });
        if (keyPaths != 1)
            throw element.Error($"the component '{id}' has {keyPaths} key paths; it needs exactly one KeyPath=\"yes\".");
    }

    private static string Directory(Section section, ElementReader element, string? inherited)
    {
        var directory = element.Optional("Directory") ?? inherited ?? throw element.Error($"'{element.Name}' needs the attribute 'Directory'.");
        section.Refer<DirectorySymbol>(directory, element.At);
        return directory;
    }

    private static bool ReadFile(Section section, ElementReader element, string component)
    {
        var source = element.Required("Source");
        var isKeyPath = element.YesNo("KeyPath", false);
        var name = element.Optional("Name") ?? source[(source.LastIndexOfAny(['\\', '/']) + 1)..];
        section.Symbols.Add(new FileSymbol(element.At, element.Id(), component, source, name, isKeyPath));
        element.End();
        return isKeyPath;
    }

    private static bool ReadRegistryValue(Section section, ElementReader element, string component)
    {
        var isKeyPath = element.YesNo("KeyPath", false);
        var value = element.Required("Value");
        var typed = element.Choice("Type", null, "string", "integer", "expandable") switch
        {
            "integer" => "#" + value,
            "expandable" => "#%" + value,
            _ => value.StartsWith('#') ? "#" + value : value,
        };
        section.Symbols.Add(new RegistrySymbol(
            element.At, element.Id(), component, PropertyReader.Root(element), element.Required("Key"), element.Required("Name"), typed, isKeyPath));
        element.End();
        return isKeyPath;
    }

    private static void ReadServiceControl(Section section, ElementReader element, string component)
    {
        var events = Events(element, "Start", 0x1, 0x10) | Events(element, "Stop", 0x2, 0x20) | Events(element, "Remove", 0x8, 0x80);
        if (events == 0)
            throw element.Error("'ServiceControl' does nothing: it has none of Start, Stop and Remove.");
        var wait = element.Optional("Wait") is null ? (int?)null : element.YesNo("Wait", true) ? 1 : 0;
        section.Symbols.Add(new ServiceControlSymbol(element.At, element.Id(), component, element.Required("Name"), events, wait));
        element.End();
    }

    private static int Events(ElementReader element, string attribute, int install, int uninstall) =>
        element.Choice(attribute, "none", "none", "install", "uninstall", "both") switch
        {
            "install" => install,
            "uninstall" => uninstall,
            "both" => install | uninstall,
            // Writing "none" is no more use than leaving it out, and WiX does not know it.
            _ => element.Optional(attribute) is null ? 0 : throw element.Error($"'none' is not a value of 'ServiceControl/@{attribute}'."),
        };
}
