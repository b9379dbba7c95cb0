using Microsoft.AspNetCore.Components;
using Octopus.Manager.Commands;

namespace Octopus.Manager.Components.Jobs;

/// <summary>The one dialog in which jobs are shown, agreed to and followed. Escape closes it; what runs goes on.</summary>
public sealed partial class JobDialog : IDisposable
{
    private ElementReference _dialog;
    private JobOffer? _offer;
    private JobRun? _run;
    private bool _opens;

    /// <summary>Where jobs come from.</summary>
    [Inject]
    public required JobDesk Desk { get; init; }

    /// <summary>Opens and closes it.</summary>
    [Inject]
    public required Browser Browser { get; init; }

    /// <inheritdoc/>
    protected override void OnInitialized() => Desk.Offered += Open;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_opens)
            return;
        _opens = false;
        await Browser.OpenDialog(_dialog).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => Desk.Offered -= Open;

    private void Open(JobOffer offer) => _ = InvokeAsync(() =>
    {
        _offer?.Closed.TrySetResult(_run);
        (_offer, _run, _opens) = (offer, null, true);
        StateHasChanged();
    });

    private Task Close() => Browser.CloseDialog(_dialog);

    private void Closed()
    {
        var offer = _offer;
        _offer = null;
        offer?.Closed.TrySetResult(_run);
    }
}
