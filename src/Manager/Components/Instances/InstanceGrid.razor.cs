using Microsoft.AspNetCore.Components;
using Octopus.Cli.Instances;

namespace Octopus.Manager.Components.Instances;

/// <summary>The instances as a table, which can be sorted and of which several can be selected.</summary>
public sealed partial class InstanceGrid
{
    private static readonly (GridColumn Column, string Title)[] Columns =
    [
        (GridColumn.Name, "Instance"),
        (GridColumn.State, "State"),
        (GridColumn.Health, "Health"),
        (GridColumn.Version, "Version"),
        (GridColumn.Port, "Port"),
        (GridColumn.Account, "Account"),
        (GridColumn.Home, "Home"),
        (GridColumn.Process, "Process"),
        (GridColumn.Since, "Since"),
    ];

    /// <summary>What is in it, in order.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<InstanceRow> Rows { get; set; }

    /// <summary>How it is sorted.</summary>
    [Parameter, EditorRequired]
    public required GridFilter Filter { get; set; }

    /// <summary>It is to be sorted otherwise.</summary>
    [Parameter]
    public EventCallback<GridFilter> FilterChanged { get; set; }

    /// <summary>The names of those that are selected.</summary>
    [Parameter, EditorRequired]
    public required HashSet<string> Selected { get; set; }

    /// <summary>Others are selected now.</summary>
    [Parameter]
    public EventCallback SelectedChanged { get; set; }

    /// <summary>Whether an installation keeps services from being changed.</summary>
    [Parameter]
    public bool IsBlocked { get; set; }

    /// <summary>When the rows were seen.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    private bool IsEverySelected => Rows.Count > 0 && Rows.All(row => Selected.Contains(row.InstanceName));

    private static string ClassOf(GridColumn column) => $"cell-{column.ToString().ToLowerInvariant()}";

    private string SortOf(GridColumn column) => column != Filter.Column ? "none" : Filter.IsDescending ? "descending" : "ascending";

    private Task SelectEvery()
    {
        var names = Rows.Select(row => row.InstanceName).ToList();
        if (IsEverySelected)
            Selected.ExceptWith(names);
        else
            Selected.UnionWith(names);
        return SelectedChanged.InvokeAsync();
    }

    private Task Toggle(string instance)
    {
        if (!Selected.Remove(instance))
            Selected.Add(instance);
        return SelectedChanged.InvokeAsync();
    }
}
