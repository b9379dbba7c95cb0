using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>Reads shortcuts, their icons and the removal of the folders they are in.</summary>
internal static class ShortcutReader
{
    private const int OnInstall = 1, OnUninstall = 2;

    public static void Read(Section section, ElementReader element, string component)
    {
        var directory = element.Required("Directory");
        section.Refer<DirectorySymbol>(directory, element.At);
        var workingDirectory = element.Optional("WorkingDirectory");
        if (workingDirectory is not null)
            section.Refer<DirectorySymbol>(workingDirectory, element.At);
        var icon = element.Optional("Icon");
        if (icon is not null)
            section.Refer<IconSymbol>(icon, element.At);

        section.Symbols.Add(new ShortcutSymbol(
            element.At, element.Id(), component, directory, element.Required("Name"), element.Required("Target"),
            element.Optional("Arguments"), element.Optional("Description"), icon, workingDirectory));
        element.End();
    }

    public static void ReadRemoveFolder(Section section, ElementReader element, string component)
    {
        var directory = element.Required("Directory");
        section.Refer<DirectorySymbol>(directory, element.At);
        var events = element.Choice("On", null, "install", "uninstall", "both") switch
        {
            "install" => OnInstall,
            "uninstall" => OnUninstall,
            _ => OnInstall | OnUninstall,
        };
        section.Symbols.Add(new RemoveFolderSymbol(element.At, element.Id(), component, directory, events));
        element.End();
    }

    public static void ReadIcon(Section section, ElementReader element)
    {
        section.Symbols.Add(new IconSymbol(element.At, element.Id(), element.Required("SourceFile")));
        element.End();
    }
}
