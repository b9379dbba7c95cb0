using PackageCompiler.Authoring;
using PackageCompiler.Identity;

namespace PackageCompiler.Tables;

/// <summary>Registry, ServiceControl, Shortcut, Icon and RemoveFile.</summary>
internal static class ComponentTables
{
    public static IEnumerable<Table> Build(LinkedPackage package)
    {
        var registry = new Table("Registry", 1, "Registry:s72", "Root:i2", "Key:l255", "Name:L255", "Value:L0", "Component_:s72");
        foreach (var value in package.All<RegistrySymbol>())
            registry.Add(value.At, value.Id, (int)value.Root, value.Key, value.Name, value.Value, value.Component);
        if (registry.Rows.Count > 0)
            yield return registry;

        var services = new Table("ServiceControl", 1, "ServiceControl:s72", "Name:l255", "Event:i2", "Arguments:S255", "Wait:I2", "Component_:s72");
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
            "Shortcut", 1, "Shortcut:s72", "Directory_:s72", "Name:l128", "Component_:s72", "Target:s72", "Arguments:S255", "Description:L255", "Hotkey:I2",
            "Icon_:S72", "IconIndex:I2", "ShowCmd:I2", "WkDir:S72", "DisplayResourceDLL:S255", "DisplayResourceId:I2", "DescriptionResourceDLL:S255", "DescriptionResourceId:I2");
        foreach (var shortcut in package.All<ShortcutSymbol>())
        {
            shortcuts.Add(
                shortcut.At, shortcut.Id, shortcut.Directory, ShortNames.ForShortcut(shortcut.Name, shortcut.Component, shortcut.Directory), shortcut.Component,
                shortcut.Target, shortcut.Arguments, shortcut.Description, null, shortcut.Icon, null, null, shortcut.WorkingDirectory, null, null, null, null);
        }
        if (shortcuts.Rows.Count > 0)
            yield return shortcuts;

        var icons = new Table("Icon", 1, "Name:s72", "Data:v0");
        foreach (var icon in package.All<IconSymbol>())
            icons.Add(icon.At, icon.Id, icon.Id + Table.StreamExtension);
        if (icons.Rows.Count > 0)
            yield return icons;

        var removals = new Table("RemoveFile", 1, "FileKey:s72", "Component_:s72", "FileName:L255", "DirProperty:s72", "InstallMode:i2");
        foreach (var folder in package.All<RemoveFolderSymbol>())
            removals.Add(folder.At, folder.Id, folder.Component, null, folder.Directory, folder.Events);
        if (removals.Rows.Count > 0)
            yield return removals;
    }
}
