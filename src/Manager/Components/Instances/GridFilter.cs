using Octopus.Cli.Instances;
using Octopus.Services;

namespace Octopus.Manager.Components.Instances;

/// <summary>Which instances a person wants to see, and in which order.</summary>
public sealed record GridFilter
{
    /// <summary>What is in the name, account, home, version or port; empty for anything.</summary>
    public string Text { get; init; } = "";

    /// <summary>What they have in common.</summary>
    public GridScope Scope { get; init; }

    /// <summary>What they are sorted by.</summary>
    public GridColumn Column { get; init; }

    /// <summary>Whether the last comes first.</summary>
    public bool IsDescending { get; init; }

    /// <summary>Sorts by a column; by the same one again, the other way round.</summary>
    public GridFilter SortedBy(GridColumn column) => this with { Column = column, IsDescending = Column == column && !IsDescending };

    /// <summary>Those of the rows that are wanted, in order.</summary>
    public IReadOnlyList<InstanceRow> Apply(IEnumerable<InstanceRow> rows)
    {
        var wanted = rows.Where(row => IsInScope(row) && HasText(row));
        var byName = Column == GridColumn.Name
            ? (IsDescending ? wanted.OrderBy(row => row.IsDefault) : wanted.OrderByDescending(row => row.IsDefault))
            : (IsDescending ? wanted.OrderByDescending(Key) : wanted.OrderBy(Key));
        return [.. IsDescending && Column == GridColumn.Name
            ? byName.ThenByDescending(row => row.InstanceName, StringComparer.OrdinalIgnoreCase)
            : byName.ThenBy(row => row.InstanceName, StringComparer.OrdinalIgnoreCase)];
    }

    private bool IsInScope(InstanceRow row) => Scope switch
    {
        GridScope.Running => row.State == ServiceState.Running,
        GridScope.NotRunning => row.State != ServiceState.Running,
        GridScope.WithProblems => row.Problem is not null,
        _ => true,
    };

    private bool HasText(InstanceRow row) =>
        new[] { row.InstanceName, row.Account, row.Home, row.Version, row.Port?.ToString(System.Globalization.CultureInfo.InvariantCulture) }
            .Any(text => text?.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase) == true);

    private IComparable? Key(InstanceRow row) => Column switch
    {
        GridColumn.State => (int?)row.State,
        GridColumn.Health => (int)row.Health,
        GridColumn.Version => System.Version.TryParse(row.Version, out var version) ? version : null,
        GridColumn.Port => row.Port,
        GridColumn.Account => row.Account?.ToUpperInvariant(),
        GridColumn.Home => row.Home?.ToUpperInvariant(),
        GridColumn.Since => row.StartedAt,
        _ => row.ProcessId,
    };
}
