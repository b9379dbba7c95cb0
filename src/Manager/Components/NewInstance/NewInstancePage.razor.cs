using Microsoft.AspNetCore.Components;
using Octopus.Manager.Commands;

namespace Octopus.Manager.Components.NewInstance;

/// <summary>The wizard for a new instance.</summary>
public sealed partial class NewInstancePage
{
    private static readonly (WizardStep Step, string Title)[] Steps =
    [
        (WizardStep.Storage, "Name and storage"),
        (WizardStep.Certificate, "Certificate"),
        (WizardStep.Service, "Service"),
        (WizardStep.Review, "Review"),
    ];

    private NewInstanceForm _form = null!;
    private WizardStep _step;
    private Job? _job;
    private JobRun? _ended;
    private bool _moved;

    /// <summary>What may be.</summary>
    [Inject]
    public required InstanceRules Rules { get; init; }

    /// <summary>Moves the focus.</summary>
    [Inject]
    public required Browser Browser { get; init; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _form = new(Rules);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_moved)
            return;
        _moved = false;
        await Browser.Focus("step-title").ConfigureAwait(false);
    }

    private void Next()
    {
        if (_form.IsReady(_step))
            Go(_step + 1);
    }

    private void Go(WizardStep step)
    {
        (_step, _ended, _moved) = (step, null, true);
        _job = step == WizardStep.Review ? InstanceJobs.Create(_form.Wish()) : null;
    }

    private void End(JobRun run) => _ended = run;

    private void Again()
    {
        _form = new(Rules);
        Go(WizardStep.Storage);
    }
}
