using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>All symbols of one package, every reference resolved.</summary>
internal sealed class LinkedPackage
{
    private readonly List<Symbol> _symbols = [];

    public PackageSymbol Package => All<PackageSymbol>().Single();

    public IEnumerable<T> All<T>() where T : Symbol => _symbols.OfType<T>();

    public static LinkedPackage Link(IReadOnlyList<Section> sections)
    {
        var packages = sections.Where(section => section.IsPackage).ToList();
        if (packages.Count != 1)
            throw new SourceException(packages.ElementAtOrDefault(1)?.At ?? new("sources", 0), $"there are {packages.Count} packages in the sources; there must be one.");

        var declared = Declarations(sections);
        var reached = Reach(packages[0], declared);
        // WiX leaves an unreferenced fragment out without a word; here that is how a whole sequence would vanish.
        if (sections.FirstOrDefault(section => !reached.Contains(section)) is { } unreached)
            throw new SourceException(unreached.At, "nothing references this fragment, so it would not be part of the package.");

        var linked = new LinkedPackage();
        linked._symbols.AddRange(reached.SelectMany(section => section.Symbols));
        linked.MustHave<MediaTemplateSymbol>("MediaTemplate");
        if (!linked.All<FeatureSymbol>().Any())
            throw new SourceException(linked.Package.At, "the package needs a 'Feature'.");
        linked.MustHave<UpgradeSymbol>("MajorUpgrade");
        return linked;
    }

    private static Dictionary<(Type, string), Section> Declarations(IReadOnlyList<Section> sections)
    {
        var declared = new Dictionary<(Type, string), Section>();
        foreach (var section in sections)
        {
            foreach (var symbol in section.Symbols.Where(symbol => symbol.Id.Length > 0))
            {
                if (declared.TryAdd((symbol.GetType(), symbol.Id), section))
                    continue;
                var standard = symbol is DirectorySymbol && DirectoryReader.IsStandard(symbol.Id);
                if (!standard)
                    throw new SourceException(symbol.At, $"'{symbol.Id}' is already declared.");
            }
        }
        return declared;
    }

    private static HashSet<Section> Reach(Section package, Dictionary<(Type, string), Section> declared)
    {
        var reached = new HashSet<Section> { package };
        var open = new Queue<Section>(reached);
        while (open.TryDequeue(out var section))
        {
            foreach (var reference in section.References)
            {
                if (!declared.TryGetValue((reference.Kind, reference.Id), out var target))
                    throw new SourceException(reference.At, $"'{reference.Id}' is referenced but not declared.");
                if (reached.Add(target))
                    open.Enqueue(target);
            }
        }
        return reached;
    }

    private void MustHave<T>(string element) where T : Symbol
    {
        if (All<T>().Take(2).Count() != 1)
            throw new SourceException(Package.At, $"the package needs exactly one '{element}'.");
    }
}
