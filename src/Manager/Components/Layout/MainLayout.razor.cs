using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Octopus.Manager.Components.Layout;

/// <summary>What is around every screen.</summary>
public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? _boundary;

    /// <summary>Where the window is.</summary>
    [Inject]
    public required NavigationManager Places { get; init; }

    // Of this very page: with the base address alone the link would leave it.
    private string SkipTarget => $"{new Uri(Places.Uri).AbsolutePath}#content";

    /// <summary>Moves the focus.</summary>
    [Inject]
    public required Browser Browser { get; init; }

    /// <inheritdoc/>
    protected override void OnInitialized() => Places.LocationChanged += Moved;

    /// <inheritdoc/>
    public void Dispose() => Places.LocationChanged -= Moved;

    private Task Skip() => Browser.Focus("content");

    // The next screen may be well.
    private void Moved(object? sender, LocationChangedEventArgs place) => _boundary?.Recover();
}
