using PackageCompiler.Authoring;
using PackageCompiler.Identity;

namespace PackageCompiler.Tables;

/// <summary>Registry, ServiceControl, Shortcut, Icon and RemoveFile.</summary>
internal static class ComponentTables
{
    public static IEnumerable<Table> Build(LinkedPackage package)
    {
        var registry = new Table("Registry", 1, "Registry:s72 Identifier", "Root:i2 -1..3", "Key:l255 RegPath", "Name:L255 Formatted", "Value:L0 Formatted", "Component_:s72 >Component");
        foreach (var value in package.All<RegistrySymbol>())
            registry.Add(value.At, value.Id, (int)value.Root, value.Key, value.Name, value.Value, value.Component);
        if (registry.Rows.Count > 0)
            yield return registry;

        var services = new Table("ServiceControl", 1, "ServiceControl:s72 Identifier", "Name:l255 Formatted", "Event:i2 0..187", "Arguments:L255 Formatted", "Wait:I2 0..1", "Component_:s72 >Component");
        foreach (var service in package.All<ServiceControlSymbol>())
            services.Add(service.At, service.Id, service.Name, service.Events, null, service.Wait, service.Component);
        if (services.Rows.Count > 0)
            yield return services;

        foreach (var table in Shortcuts(package))
            yield return table;
    }

    private static IEnumerable<Table> Shortcuts(LinkedPackage package)
    {
        var shortcuts = new Table(
            "Shortcut", 1, "Shortcut:s72 Identifier", "Directory_:s72 >Directory", "Name:l128 Filename", "Component_:s72 >Component", "Target:s72 Shortcut",
            "Arguments:S255 Formatted", "Description:L255 Text", "Hotkey:I2 0..32767", "Icon_:S72 >Icon", "IconIndex:I2 -32767..32767", "ShowCmd:I2 {1;3;7}", "WkDir:S72 Identifier",
            "DisplayResourceDLL:S255 Formatted", "DisplayResourceId:I2 0..32767", "DescriptionResourceDLL:S255 Formatted", "DescriptionResourceId:I2 0..32767");
        foreach (var shortcut in package.All<ShortcutSymbol>())
        {
            shortcuts.Add(
                shortcut.At, shortcut.Id, shortcut.Directory, ShortNames.ForShortcut(shortcut.Name, shortcut.Component, shortcut.Directory), shortcut.Component,
                shortcut.Target, shortcut.Arguments, shortcut.Description, null, shortcut.Icon, null, null, shortcut.WorkingDirectory, null, null, null, null);
        }
        if (shortcuts.Rows.Count > 0)
            yield return shortcuts;

        var icons = new Table("Icon", 1, "Name:s72 Identifier", "Data:v0 Binary");
        foreach (var icon in package.All<IconSymbol>())
            icons.Add(icon.At, icon.Id, icon.Id + Table.StreamExtension);
        if (icons.Rows.Count > 0)
            yield return icons;

        var removals = new Table("RemoveFile", 1, "FileKey:s72 Identifier", "Component_:s72 >Component", "FileName:L255 WildCardFilename", "DirProperty:s72 Identifier", "InstallMode:i2 {1;2;3}");
        foreach (var folder in package.All<RemoveFolderSymbol>())
            removals.Add(folder.At, folder.Id, folder.Component, null, folder.Directory, folder.Events);
        if (removals.Rows.Count > 0)
            yield return removals;
    }
}
