using System.Globalization;
using PackageCompiler.Authoring;

namespace PackageCompiler.Tables;

/// <summary>Property, Upgrade, LaunchCondition and the searches.</summary>
internal static class PropertyTables
{
    private const string Upgrading = "WIX_UPGRADE_DETECTED", Downgrading = "WIX_DOWNGRADE_DETECTED";
    private const int MigrateFeatures = 1, OnlyDetect = 2, IgnoreFailure = 4, IncludeMinimum = 256, IncludeMaximum = 512;

    public static IEnumerable<Table> Build(LinkedPackage package)
    {
        yield return Properties(package);
        yield return Upgrades(package);
        yield return LaunchConditions(package);
        foreach (var table in Searches(package))
            yield return table;
    }

    private static Table Properties(LinkedPackage package)
    {
        var table = new Table("Property", 1, "Property:s72 Identifier", "Value:l0 Text");
        var product = package.Package;
        table.Add(product.At, "ALLUSERS", "1");
        table.Add(product.At, "Manufacturer", product.Manufacturer);
        table.Add(product.At, "ProductCode", Guid.NewGuid().ToString("B").ToUpperInvariant());
        table.Add(product.At, "ProductLanguage", product.Language.ToString(CultureInfo.InvariantCulture));
        table.Add(product.At, "ProductName", product.Name);
        table.Add(product.At, "ProductVersion", product.Version);
        table.Add(product.At, "UpgradeCode", product.UpgradeCode);

        // A property without a value has no row: it is only named among the secure ones.
        foreach (var property in package.All<PropertySymbol>().Where(property => !string.IsNullOrEmpty(property.Value)))
            table.Add(property.At, property.Id, property.Value);

        var secure = package.All<PropertySymbol>().Where(property => property.Secure).Select(property => property.Id)
            .Append(Upgrading)
            .Concat(package.All<UpgradeSymbol>().Single().AllowDowngrades ? [] : [Downgrading]);
        table.Add(product.At, "SecureCustomProperties", string.Join(';', secure.Order(StringComparer.Ordinal)));
        return table;
    }

    private static Table Upgrades(LinkedPackage package)
    {
        var table = new Table(
            "Upgrade", 5, "UpgradeCode:s38 Guid", "VersionMin:S20 Text", "VersionMax:S20 Text", "Language:S255 Language", "Attributes:i4 0..2147483647",
            "Remove:S255 Formatted", "ActionProperty:s72 UpperCase");
        var upgrade = package.All<UpgradeSymbol>().Single();
        var (code, version) = (package.Package.UpgradeCode, package.Package.Version);
        var language = package.Package.Language.ToString(CultureInfo.InvariantCulture);
        var attributes = (upgrade.MigrateFeatures ? MigrateFeatures : 0) | (upgrade.IgnoreRemoveFailure ? IgnoreFailure : 0);
        if (upgrade.AllowDowngrades)
        {
            table.Add(upgrade.At, code, "0", null, language, attributes | IncludeMinimum, null, Upgrading);
            return table;
        }
        table.Add(upgrade.At, code, null, version, language, attributes | (upgrade.AllowSameVersion ? IncludeMaximum : 0), null, Upgrading);
        table.Add(upgrade.At, code, version, null, language, OnlyDetect, null, Downgrading);
        return table;
    }

    private static Table LaunchConditions(LinkedPackage package)
    {
        var table = new Table("LaunchCondition", 1, "Condition:s255 Condition", "Description:l255 Formatted");
        foreach (var launch in package.All<LaunchSymbol>())
            table.Add(launch.At, launch.Condition, launch.Message);
        return table;
    }

    private static IEnumerable<Table> Searches(LinkedPackage package)
    {
        var searches = package.All<RegistrySearchSymbol>().ToList();
        if (searches.Count == 0)
            yield break;

        var appSearch = new Table("AppSearch", 2, "Property:s72 Identifier", "Signature_:s72 >Signature;RegLocator;IniLocator;DrLocator;CompLocator");
        var locator = new Table("RegLocator", 1, "Signature_:s72 Identifier", "Root:i2 0..3", "Key:s255 RegPath", "Name:S255 Formatted", "Type:I2 0..18");
        foreach (var search in searches)
        {
            appSearch.Add(search.At, search.Property, search.Id);
            locator.Add(search.At, search.Id, (int)search.Root, search.Key, search.Name, search.Type);
        }
        yield return appSearch;
        yield return locator;
        // AppSearch fails where this table is missing, even when no search looks for a file.
        yield return new Table(
            "Signature", 1, "Signature:s72 Identifier", "FileName:s255 Filename", "MinVersion:S20 Text", "MaxVersion:S20 Text", "MinSize:I4 0..2147483647", "MaxSize:I4 0..2147483647",
            "MinDate:I4 0..2147483647", "MaxDate:I4 0..2147483647", "Languages:S255 Language");
    }
}
