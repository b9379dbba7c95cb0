using PackageCompiler.Authoring;
using PackageCompiler.Source;

namespace PackageCompiler.Sequence;

/// <summary>Gives the rows of one sequence their numbers: each action directly beside the one it names.</summary>
internal sealed class ActionSchedule
{
    private readonly Dictionary<string, ScheduleSymbol> _placed;
    private readonly ILookup<string, ScheduleSymbol> _before, _after;
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    private ActionSchedule(IReadOnlyList<ScheduleSymbol> placed, IReadOnlyList<StandardAction> standard)
    {
        _placed = placed.ToDictionary(action => action.Action, StringComparer.Ordinal);
        _before = placed.Where(action => action.Before is not null).ToLookup(action => action.Before!);
        _after = placed.Where(action => action.After is not null).ToLookup(action => action.After!);

        foreach (var action in placed)
        {
            var neighbour = (action.Before ?? action.After)!;
            if (!_placed.ContainsKey(neighbour) && standard.All(known => known.Name != neighbour))
                throw new SourceException(action.At, $"'{action.Action}' stands beside '{neighbour}', which {action.Table} does not have.");
        }
        foreach (var side in _before.Concat(_after))
        {
            // WiX would settle it by the order in which fragments happen to be linked.
            if (side.Count() > 1)
                throw new SourceException(side.Last().At, $"'{side.First().Action}' and '{side.Last().Action}' stand on the same side of '{side.Key}': say which is first.");
        }
    }

    public static IReadOnlyList<ScheduledAction> Number(IReadOnlyList<ScheduleSymbol> placed, IReadOnlyList<StandardAction> standard) =>
        new ActionSchedule(placed, standard).Number(standard);

    private List<ScheduledAction> Number(IReadOnlyList<StandardAction> standard)
    {
        var rows = new List<ScheduledAction>();
        foreach (var anchor in standard.OrderBy(action => action.Number))
        {
            var previous = Beside(_before[anchor.Name]);
            var next = Beside(_after[anchor.Name]);
            rows.AddRange(previous.Select((action, index) => new ScheduledAction(action.Action, action.Condition, anchor.Number - previous.Count + index, action.At)));
            rows.Add(new(anchor.Name, anchor.Condition, anchor.Number, null));
            rows.AddRange(next.Select((action, index) => new ScheduledAction(action.Action, action.Condition, anchor.Number + 1 + index, action.At)));
        }
        MustIncrease(rows);
        if (_placed.Values.FirstOrDefault(action => !_done.Contains(action.Action)) is { } circular)
            throw new SourceException(circular.At, $"'{circular.Action}' is placed in a circle: following its neighbours leads back to it.");
        return rows;
    }

    private List<ScheduledActionSource> Beside(IEnumerable<ScheduleSymbol> actions)
    {
        var all = new List<ScheduledActionSource>();
        foreach (var action in actions)
        {
            _done.Add(action.Action);
            all.AddRange(Beside(_before[action.Action]));
            all.Add(new(action.Action, action.Condition, action.At));
            all.AddRange(Beside(_after[action.Action]));
        }
        return all;
    }

    private static void MustIncrease(List<ScheduledAction> rows)
    {
        foreach (var (row, next) in rows.Zip(rows.Skip(1)))
        {
            if (next.Number <= row.Number)
                throw new SourceException((next.At ?? row.At)!.Value, $"there is no free number between '{row.Action}' and '{next.Action}'.");
        }
    }

    private sealed record ScheduledActionSource(string Action, string? Condition, SourceLocation At);
}
