using PackageCompiler.Authoring;
using PackageCompiler.Sequence;
using PackageCompiler.Source;

namespace PackageCompiler.Tables;

/// <summary>The five sequence tables.</summary>
internal static class SequenceTables
{
    public static IEnumerable<Table> Build(LinkedPackage package)
    {
        var needs = new StandardActions.Needs(
            Searches: package.All<RegistrySearchSymbol>().Any(),
            LaunchConditions: package.All<LaunchSymbol>().Any(),
            FeatureMigration: package.All<UpgradeSymbol>().Any(upgrade => upgrade.MigrateFeatures),
            Registry: package.All<RegistrySymbol>().Any(),
            Services: package.All<ServiceControlSymbol>().Any(),
            Shortcuts: package.All<ShortcutSymbol>().Any());

        foreach (var sequence in Enum.GetValues<SequenceTable>())
        {
            var placed = package.All<ScheduleSymbol>().Where(action => action.Table == sequence).ToList();
            var rows = ActionSchedule.Number(placed, WithConditions(package, sequence, StandardActions.In(sequence, needs)));
            PhaseRules.Check(sequence, rows, package);

            var table = new Table(sequence.ToString(), 1, "Action:s72 Identifier", "Condition:S255 Condition", "Sequence:I2 -4..32767");
            foreach (var row in rows)
                table.Add(row.At ?? package.Package.At, row.Action, row.Condition, row.Number);
            yield return table;
        }
    }

    private static List<StandardAction> WithConditions(LinkedPackage package, SequenceTable sequence, IReadOnlyList<StandardAction> standard)
    {
        var conditions = package.All<ConditionSymbol>().Where(condition => condition.Table == sequence).ToDictionary(condition => condition.Action);
        if (conditions.Values.FirstOrDefault(condition => standard.All(known => known.Name != condition.Action)) is { } unknown)
            throw new SourceException(unknown.At, $"'{unknown.Action}' is no standard action that {sequence} has in this package.");
        return [.. standard.Select(action => conditions.TryGetValue(action.Name, out var other) ? action with { Condition = other.Condition } : action)];
    }
}
