using PackageCompiler.Sequence;
using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>Reads <c>Package</c> and what only a package may hold.</summary>
internal static class PackageReader
{
    public static Section Read(ElementReader element)
    {
        var section = new Section(element.At);
        // Only what we ship: per machine, compressed, one language.
        element.Choice("Scope", null, "perMachine");
        element.Choice("Compressed", "yes", "yes");
        section.Symbols.Add(new PackageSymbol(
            element.At,
            element.Required("Name"),
            element.Required("Manufacturer"),
            Version(element),
            element.Number("Language", 0),
            element.Guid("UpgradeCode", generated: false),
            element.Number("InstallerVersion", 500)));

        var readers = SectionReaders.For(section);
        readers["SummaryInformation"] = child => ReadSummary(section, child);
        readers["MediaTemplate"] = child => ReadMedia(section, child);
        readers["MajorUpgrade"] = child => ReadUpgrade(section, child);
        element.Children(readers);
        return section;
    }

    private static string Version(ElementReader element)
    {
        var text = element.Required("Version");
        return System.Version.TryParse(text, out var version) && version is { Major: < 256, Minor: < 256, Build: >= 0 and < 65536 }
            ? text
            : throw element.Error($"'{text}' is not a product version of the form major.minor.build.");
    }

    private static void ReadSummary(Section section, ElementReader element)
    {
        section.Symbols.Add(new SummarySymbol(element.At, element.Optional("Description"), element.Optional("Keywords"), element.Optional("Manufacturer")));
        element.End();
    }

    private static void ReadMedia(Section section, ElementReader element)
    {
        element.Choice("EmbedCab", null, "yes");
        section.Symbols.Add(new MediaTemplateSymbol(element.At));
        element.End();
    }

    private static void ReadUpgrade(Section section, ElementReader element)
    {
        var downgrades = element.YesNo("AllowDowngrades", false);
        var schedule = element.Choice("Schedule", "afterInstallValidate", "afterInstallValidate", "afterInstallInitialize", "afterInstallExecute", "afterInstallFinalize");
        var message = element.Optional("DowngradeErrorMessage");
        if (downgrades == (message is not null))
            throw element.Error("'MajorUpgrade' needs DowngradeErrorMessage, unless AllowDowngrades is yes.");
        var same = element.YesNo("AllowSameVersionUpgrades", false);
        if (same && downgrades)
            throw element.Error("AllowSameVersionUpgrades means nothing beside AllowDowngrades.");

        section.Symbols.Add(new UpgradeSymbol(element.At, schedule, downgrades, same, element.YesNo("MigrateFeatures", true), element.YesNo("IgnoreRemoveFailure", false), message));
        section.Symbols.Add(new ScheduleSymbol(element.At, SequenceTable.InstallExecuteSequence, "RemoveExistingProducts", null, "I" + schedule["afterI".Length..], null));
        if (message is not null)
            section.Symbols.Add(new LaunchSymbol(element.At, "NOT WIX_DOWNGRADE_DETECTED", message));
        element.End();
    }
}
