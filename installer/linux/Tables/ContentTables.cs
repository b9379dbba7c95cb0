using PackageCompiler.Authoring;
using PackageCompiler.Payload;

namespace PackageCompiler.Tables;

/// <summary>Directory, Component, File, MsiFileHash, Media, Feature and FeatureComponents.</summary>
internal static class ContentTables
{
    private const int Vital = 512;

    public static IEnumerable<Table> Build(LinkedPackage package, PackageContent content)
    {
        var at = package.Package.At;

        var directories = new Table("Directory", 1, "Directory:s72 Identifier", "Directory_Parent:S72 >Directory", "DefaultDir:l255 DefaultDir");
        foreach (var folder in content.Directories.Folders)
            directories.Add(at, folder.Id, folder.Parent, folder.TableName);
        yield return directories;

        var components = new Table(
            "Component", 1, "Component:s72 Identifier", "ComponentId:S38 Guid", "Directory_:s72 >Directory", "Attributes:i2", "Condition:S255 Condition",
            "KeyPath:S72 >File;Registry;ODBCDataSource");
        foreach (var component in content.Components)
            components.Add(component.At, component.Id, component.Guid, component.Directory, component.Attributes, component.Condition, component.KeyPath);
        yield return components;

        foreach (var table in Files(content))
            yield return table;

        var media = new Table(
            "Media", 1, "DiskId:i2 1..32767", "LastSequence:i4 0..2147483647", "DiskPrompt:L64 Text", "Cabinet:S255 Cabinet", "VolumeLabel:S32 Text", "Source:S72 Property");
        media.Add(at, 1, content.Files.Count, null, $"#{Cabinet.CabinetFile.Name}", null, null);
        yield return media;

        foreach (var table in Features(package, content))
            yield return table;
    }

    private static IEnumerable<Table> Files(PackageContent content)
    {
        var files = new Table(
            "File", 1, "File:s72 Identifier", "Component_:s72 >Component", "FileName:l255 Filename", "FileSize:i4 0..2147483647", "Version:S72 Version >File",
            "Language:S20 Language", "Attributes:I2 0..32767", "Sequence:i4 1..2147483647");
        var hashes = new Table("MsiFileHash", 1, "File_:s72 >File", "Options:i2 0..32767", "HashPart1:i4", "HashPart2:i4", "HashPart3:i4", "HashPart4:i4");
        foreach (var (index, file) in content.Files.Index())
        {
            var name = Identity.ShortNames.ForFile(file.Name, file.Directory);
            files.Add(file.At, file.Id, file.Component, name, file.Size, file.Version, file.Language, Vital, index + 1);
            if (file.Hash is { } hash)
                hashes.Add(file.At, file.Id, 0, hash[0], hash[1], hash[2], hash[3]);
        }
        yield return files;
        if (hashes.Rows.Count > 0)
            yield return hashes;
    }

    private static IEnumerable<Table> Features(LinkedPackage package, PackageContent content)
    {
        var features = new Table(
            "Feature", 1, "Feature:s38 Identifier", "Feature_Parent:S38 >Feature", "Title:L64 Text", "Description:L255 Text", "Display:I2 0..32767", "Level:i2 0..32767",
            "Directory_:S72 UpperCase >Directory", "Attributes:i2 0..63");
        // As WiX counts: an even number is a feature that is shown with what is below it closed.
        foreach (var (index, feature) in package.All<FeatureSymbol>().Index())
            features.Add(feature.At, feature.Id, null, feature.Title, feature.Description, 2 * (index + 1), feature.Level, feature.Directory, feature.Attributes);
        yield return features;

        var members = new Table("FeatureComponents", 2, "Feature_:s38 >Feature", "Component_:s72 >Component");
        var byHolder = content.Components.ToLookup(component => component.Holder);
        var uses = package.All<GroupUseSymbol>().ToList();
        foreach (var use in uses)
        {
            foreach (var component in byHolder[use.Group])
                members.Add(use.At, use.Feature, component.Id);
        }
        if (byHolder.FirstOrDefault(holder => uses.All(use => use.Group != holder.Key)) is { } orphans)
            throw new Source.SourceException(orphans.First().At, $"no feature takes in the component group '{orphans.Key}'.");
        yield return members;
    }
}
