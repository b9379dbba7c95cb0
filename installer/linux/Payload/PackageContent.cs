using PackageCompiler.Authoring;
using PackageCompiler.Identity;
using PackageCompiler.Source;

namespace PackageCompiler.Payload;

/// <summary>What the package puts on a machine: folders, components and files, with their identities.</summary>
internal sealed class PackageContent
{
    private const int RegistryKeyPath = 4, Bits64 = 256;

    private readonly List<BoundComponent> _components = [];
    private readonly List<PayloadFile> _files = [];

    private PackageContent(DirectoryTree directories) => Directories = directories;

    public DirectoryTree Directories { get; }

    public IReadOnlyList<BoundComponent> Components => _components;

    /// <summary>In the order of their numbers, which is the order in the cabinet.</summary>
    public IReadOnlyList<PayloadFile> Files => _files;

    public static PackageContent Collect(LinkedPackage package, BindPaths bindPaths)
    {
        var content = new PackageContent(new DirectoryTree(package.All<DirectorySymbol>()));
        var declaredFiles = package.All<FileSymbol>().ToLookup(file => file.Component);
        var registry = package.All<RegistrySymbol>().ToLookup(value => value.Component);
        foreach (var component in package.All<ComponentSymbol>())
            content.Add(component, [.. declaredFiles[component.Id]], [.. registry[component.Id]], bindPaths);
        foreach (var harvest in package.All<HarvestSymbol>())
            content.Add(harvest, bindPaths);

        content.Finish(package.Package.At);
        return content;
    }

    private void Add(ComponentSymbol component, IReadOnlyList<FileSymbol> files, IReadOnlyList<RegistrySymbol> registry, BindPaths bindPaths)
    {
        foreach (var file in files)
        {
            var source = bindPaths.Resolve(file.Source, file.At);
            if (!File.Exists(source))
                throw new SourceException(file.At, $"the file '{source}' does not exist.");
            _files.Add(new PayloadFile(file.At, file.Id, component.Id, component.Directory, file.Name, Path.GetFullPath(source)));
        }

        var keyFile = files.SingleOrDefault(file => file.IsKeyPath);
        var keyValue = registry.SingleOrDefault(value => value.IsKeyPath);
        // WiX wants a version that orders files before it makes a GUID for several of them; one file is the rule anyway.
        if (component.Guid == "*" && files.Count > 1)
            throw new SourceException(component.At, $"the component '{component.Id}' holds {files.Count} files: give it a GUID of its own or one file.");
        var guid = component.Guid != "*"
            ? component.Guid
            : keyFile is not null
                ? ComponentGuids.ForFile(Directories.CanonicalPath(component.Directory), keyFile.Name)
                : ComponentGuids.ForRegistry(keyValue!, component.Is64Bit);
        _components.Add(new BoundComponent(
            component.At, component.Id, component.Holder, component.Directory, guid,
            (component.Is64Bit ? Bits64 : 0) | (keyValue is not null ? RegistryKeyPath : 0), component.Condition, keyFile?.Id ?? keyValue!.Id));
    }

    private void Add(HarvestSymbol harvest, BindPaths bindPaths)
    {
        IReadOnlyList<(string Path, string Subfolder)> Find(string pattern) => Harvest.Find(bindPaths.Resolve(pattern, harvest.At), harvest.At);

        var excluded = harvest.Excludes.SelectMany(Find).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, subfolder) in Find(harvest.Include).Where(file => !excluded.Contains(file.Path)))
        {
            var directory = Directories.Below(harvest.Directory, subfolder);
            var name = Path.GetFileName(path);
            // One component a file, both under one id: so each file is its own key path and repair sees each.
            // WiX hashes the id of the folder the whole subfolder path leads to.
            var id = Identifiers.ForFile(directory, name);
            _files.Add(new PayloadFile(harvest.At, id, id, directory, name, path));
            _components.Add(new BoundComponent(
                harvest.At, id, harvest.Holder, directory, ComponentGuids.ForFile(Directories.CanonicalPath(directory), name), Bits64, null, id));
        }
    }

    private void Finish(SourceLocation at)
    {
        if (_components.GroupBy(component => component.Guid).FirstOrDefault(group => group.Count() > 1) is { } twins)
            throw new SourceException(twins.Last().At, $"the components '{string.Join("' and '", twins.Select(twin => twin.Id))}' have the same GUID.");
        if (_files.GroupBy(file => (file.Directory, ShortNames.ForFile(file.Name, file.Directory).Split('|')[0].ToUpperInvariant()))
            .FirstOrDefault(group => group.Count() > 1) is { } clash)
            throw new SourceException(clash.Last().At, $"the files '{string.Join("' and '", clash.Select(file => file.Name))}' have the same short name.");
        Directories.MustBeUnambiguous(at);

        var measured = _files.AsParallel().AsOrdered().Select(file => file.Measure())
            .OrderBy(file => Directories.CanonicalPath(file.Directory), StringComparer.Ordinal)
            .ThenBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        _files.Clear();
        _files.AddRange(measured);
    }
}
