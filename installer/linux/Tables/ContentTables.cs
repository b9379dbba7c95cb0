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

        var directories = new Table("Directory", 1, "Directory:s72", "Directory_Parent:S72", "DefaultDir:l255");
        foreach (var folder in content.Directories.Folders)
            directories.Add(at, folder.Id, folder.Parent, folder.TableName);
        yield return directories;

        var components = new Table("Component", 1, "Component:s72", "ComponentId:S38", "Directory_:s72", "Attributes:i2", "Condition:S255", "KeyPath:S72");
        foreach (var component in content.Components)
            components.Add(component.At, component.Id, component.Guid, component.Directory, component.Attributes, component.Condition, component.KeyPath);
        yield return components;

        foreach (var table in Files(content))
            yield return table;

        var media = new Table("Media", 1, "DiskId:i2", "LastSequence:i4", "DiskPrompt:L64", "Cabinet:S255", "VolumeLabel:S32", "Source:S72");
        media.Add(at, 1, content.Files.Count, null, $"#{Cabinet.CabinetFile.Name}", null, null);
        yield return media;

        foreach (var table in Features(package, content))
            yield return table;
    }

    private static IEnumerable<Table> Files(PackageContent content)
    {
        var files = new Table("File", 1, "File:s72", "Component_:s72", "FileName:l255", "FileSize:i4", "Version:S72", "Language:S20", "Attributes:I2", "Sequence:i4");
        var hashes = new Table("MsiFileHash", 1, "File_:s72", "Options:i2", "HashPart1:i4", "HashPart2:i4", "HashPart3:i4", "HashPart4:i4");
        foreach (var (index, file) in content.Files.Index())
        {
            var name = Identity.ShortNames.ForFile(file.Name, file.Directory);
            files.Add(file.At, file.Id, file.Component, name, file.Size, file.Version, file.Language, Vital, index + 1);
            if (file.Hash is { } hash)
                hashes.Add(file.At, file.Id, 0, hash[0], hash[1], hash[2], hash[3]);
        }
        yield return files;
        yield return hashes;
    }

    private static IEnumerable<Table> Features(LinkedPackage package, PackageContent content)
    {
        var features = new Table("Feature", 1, "Feature:s38", "Feature_Parent:S38", "Title:L64", "Description:L255", "Display:I2", "Level:i2", "Directory_:S72", "Attributes:i2");
        // As WiX counts: an even number is a feature that is shown with what is below it closed.
        foreach (var (index, feature) in package.All<FeatureSymbol>().Index())
            features.Add(feature.At, feature.Id, null, feature.Title, feature.Description, 2 * (index + 1), feature.Level, feature.Directory, feature.Attributes);
        yield return features;

        var members = new Table("FeatureComponents", 2, "Feature_:s38", "Component_:s72");
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
