using PackageCompiler.Sequence;
using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>Reads sequence tables.</summary>
internal static class SequenceReader
{
    public static void Read(Section section, ElementReader element, SequenceTable table)
    {
        foreach (var row in element.AnyChildren())
        {
            var isCustom = row.Name == "Custom";
            if (!isCustom && !StandardActions.CanMove(row.Name))
            {
                ReadCondition(section, row, table);
                continue;
            }

            var action = isCustom ? row.Identifier(row.Required("Action")) : row.Name;
            var (before, after) = Neighbour(row);
            if (isCustom)
                section.Refer<CustomActionSymbol>(action, row.At);
            section.Symbols.Add(new ScheduleSymbol(row.At, table, action, before, after, row.Optional("Condition")));
            row.End();
        }
    }

    public static (string? Before, string? After) Neighbour(ElementReader element)
    {
        var before = element.Optional("Before");
        var after = element.Optional("After");
        return (before is null) != (after is null)
            ? (before, after)
            : throw element.Error($"'{element.Name}' needs exactly one of the attributes Before and After.");
    }

    // What WiX moves is little: every other standard action stays at its number, and only when it runs can be said.
    private static void ReadCondition(Section section, ElementReader row, SequenceTable table)
    {
        if ((row.Optional("Before") ?? row.Optional("After")) is not null)
            throw row.Error($"'{row.Name}' cannot be scheduled here: it is not an action WiX lets a package move.");
        section.Symbols.Add(new ConditionSymbol(row.At, table, row.Name, row.Required("Condition")));
        row.End();
    }
}
