using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Octopus.Cli.Instances;

namespace Octopus.Manager.Components.Layout;

/// <summary>The drop-down with which a person goes to an instance from anywhere. The default instance is the first of its names.</summary>
public sealed partial class InstanceSelector
{
    private ElementReference _root;
    private bool _isOpen;
    private bool _opens;
    private string _filter = "";
    private int _active;

    /// <summary>Where the window is.</summary>
    [Inject]
    public required NavigationManager Places { get; init; }

    /// <summary>Moves the focus.</summary>
    [Inject]
    public required Browser Browser { get; init; }

    // The one whose page is open.
    private string? Current => InstancePlace.NameIn(Places.ToBaseRelativePath(Places.Uri));

    private List<Choice> Choices =>
    [
        .. new[] { new Choice(null, "All instances", null) }
            .Concat(Now.Instances.Select(row => new Choice(row.InstanceName, row.InstanceName, row)))
            .Where(choice => choice.Title.Contains(_filter.Trim(), StringComparison.OrdinalIgnoreCase)),
    ];

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        Places.LocationChanged += Moved;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Browser.OwnKeys(_root, "ArrowDown", "ArrowUp");
        if (!_opens)
            return;
        _opens = false;
        await Browser.Focus("instance-filter");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Places.LocationChanged -= Moved;
        base.Dispose(disposing);
    }

    private void Toggle()
    {
        _isOpen = !_isOpen;
        _opens = _isOpen;
        _filter = "";
        _active = Math.Max(0, Choices.FindIndex(choice => choice.Name == Current));
    }

    private void Filter(ChangeEventArgs typed)
    {
        _filter = (string?)typed.Value ?? "";
        _active = 0;
    }

    private async Task Press(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" or "ArrowUp" when !_isOpen:
                Toggle();
                break;
            case "ArrowDown":
                _active = Math.Min(_active + 1, Choices.Count - 1);
                break;
            case "ArrowUp":
                _active = Math.Max(_active - 1, 0);
                break;
            case "Enter" when _isOpen && _active < Choices.Count:
                await Choose(Choices[_active]);
                break;
            case "Escape" when _isOpen:
                await Close();
                break;
            case "Tab":
                _isOpen = false;
                break;
        }
    }

    private async Task Choose(Choice choice)
    {
        await Close();
        Places.NavigateTo(choice.Name is { } name ? InstancePlace.Of(name) : "");
    }

    private async Task Close()
    {
        _isOpen = false;
        await Browser.Focus("instance-selector");
    }

    private void Moved(object? sender, LocationChangedEventArgs place) => _ = InvokeAsync(StateHasChanged);

    private sealed record Choice(string? Name, string Title, InstanceRow? Row);
}
