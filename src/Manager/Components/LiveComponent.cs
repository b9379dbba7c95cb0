using Microsoft.AspNetCore.Components;
using Octopus.Manager.Live;

namespace Octopus.Manager.Components;

/// <summary>A part of the screen that shows the machine as it is, for as long as it is on the screen.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private IDisposable? _watch;

    /// <summary>What it looks through.</summary>
    [Inject]
    public required MachineFeed Feed { get; init; }

    /// <summary>The machine.</summary>
    protected MachineSnapshot Now => Feed.Now;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Feed.Changed += Render;
        _watch = Feed.Watch();
    }

    /// <summary>Shows what is new.</summary>
    protected virtual Task Refresh()
    {
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops looking.</summary>
    protected virtual void Dispose(bool disposing)
    {
        Feed.Changed -= Render;
        _watch?.Dispose();
    }

    private void Render() => _ = InvokeAsync(Refresh);
}
