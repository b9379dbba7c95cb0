using PackageCompiler.Authoring;
using PackageCompiler.Source;

namespace PackageCompiler.Sequence;

/// <summary>Where Windows Installer lets actions of each phase stand; real WiX learns this from ICE77, which needs Windows.</summary>
internal static class PhaseRules
{
    private const int InScript = 1024;

    public static void Check(SequenceTable table, IReadOnlyList<ScheduledAction> rows, LinkedPackage package)
    {
        var types = package.All<CustomActionSymbol>().ToDictionary(action => action.Id, action => action.Type);
        int? Number(string action) => rows.FirstOrDefault(row => row.Action == action)?.Number;
        var first = Number("InstallInitialize");
        var last = Number("InstallFinalize");

        foreach (var row in rows.Where(row => row.At is not null && (types.GetValueOrDefault(row.Action) & InScript) != 0))
        {
            if (table != SequenceTable.InstallExecuteSequence || row.Number < first || row.Number > last)
                throw new SourceException(row.At!.Value, $"'{row.Action}' is deferred: it must stand between InstallInitialize and InstallFinalize.");
        }
        foreach (var row in rows.Where(row => row.At is not null && row.Condition is { Length: 0 }))
            throw new SourceException(row.At!.Value, $"'{row.Action}' has an empty condition.");
    }
}
