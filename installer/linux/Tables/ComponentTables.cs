using PackageCompiler.Authoring;

namespace PackageCompiler.Tables;

/// <summary>Registry and ServiceControl.</summary>
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
    }
}
