using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Octopus.Manager.Components.Parts;

/// <summary>Tabs, of which one is open. Arrow keys, Home and End move among them.</summary>
public sealed partial class Tabs
{
    private ElementReference _list;

    /// <summary>The tabs.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TabItem> Items { get; set; }

    /// <summary>The key of the one that is open.</summary>
    [Parameter, EditorRequired]
    public required string Selected { get; set; }

    /// <summary>Another one is wanted.</summary>
    [Parameter]
    public EventCallback<string> SelectedChanged { get; set; }

    /// <summary>What they are about, for those who do not see them.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What begins the ids of its elements; different where two are on one screen.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>What the open tab shows.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private Browser Browser { get; set; } = null!;

    private string PanelId => $"{Id}-panel";

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Browser.OwnKeys(_list, "ArrowLeft", "ArrowRight", "Home", "End").ConfigureAwait(false);
    }

    private string IdOf(TabItem item) => $"{Id}-tab-{item.Key}";

    private bool IsSelected(TabItem item) => item.Key == Selected;

    private async Task Move(KeyboardEventArgs key)
    {
        var at = Items.ToList().FindIndex(IsSelected);
        int? to = key.Key switch
        {
            "ArrowRight" => (at + 1) % Items.Count,
            "ArrowLeft" => (at + Items.Count - 1) % Items.Count,
            "Home" => 0,
            "End" => Items.Count - 1,
            _ => null,
        };
        if (to is not { } index)
            return;
        await Select(Items[index]);
        await Browser.Focus(IdOf(Items[index]));
    }

    private Task Select(TabItem item) => SelectedChanged.InvokeAsync(item.Key);
}
