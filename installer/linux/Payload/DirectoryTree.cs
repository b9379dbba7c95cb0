using PackageCompiler.Authoring;
using PackageCompiler.Identity;
using PackageCompiler.Source;

namespace PackageCompiler.Payload;

/// <summary>Every folder of the package, declared or harvested.</summary>
internal sealed class DirectoryTree
{
    private readonly Dictionary<string, Folder> _folders = new(StringComparer.Ordinal)
    {
        [DirectoryReader.Root] = new(DirectoryReader.Root, null, "SourceDir", "SourceDir"),
    };

    public DirectoryTree(IEnumerable<DirectorySymbol> declared)
    {
        foreach (var directory in declared)
            _folders.TryAdd(directory.Id, new(directory.Id, directory.Parent, directory.Name, ShortNames.ForDirectory(directory.Name, directory.Parent)));
    }

    public IEnumerable<Folder> Folders => _folders.Values;

    /// <summary>The id of a folder below a declared one; it and those between are added when new.</summary>
    public string Below(string directory, string subfolder)
    {
        var parent = directory;
        var path = "";
        foreach (var name in subfolder.Split('\\', StringSplitOptions.RemoveEmptyEntries))
        {
            path = path.Length == 0 ? name : path + "\\" + name;
            var id = Identifiers.ForDirectory(directory, path);
            _folders.TryAdd(id, new(id, parent, name, ShortNames.ForDirectory(name, directory)));
            parent = id;
        }
        return parent;
    }

    /// <summary>The folder as component GUIDs name it: a standard folder's id, then lower-case names.</summary>
    public string CanonicalPath(string id)
    {
        var folder = _folders[id];
        return DirectoryReader.IsStandard(id) ? id : CanonicalPath(folder.Parent!) + "\\" + ComponentGuids.Lower(folder.Name);
    }

    /// <summary>Two siblings may not end up under one 8.3 name.</summary>
    public void MustBeUnambiguous(SourceLocation at)
    {
        var clash = Folders
            .GroupBy(folder => (folder.Parent, folder.TableName.Split('|')[0].ToUpperInvariant()))
            .FirstOrDefault(group => group.Count() > 1);
        if (clash is not null)
            throw new SourceException(at, $"the folders '{string.Join("' and '", clash.Select(folder => folder.Name))}' have the same short name.");
    }

    internal sealed record Folder(string Id, string? Parent, string Name, string TableName);
}
