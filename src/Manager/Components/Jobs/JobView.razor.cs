using Microsoft.AspNetCore.Components;
using Octopus.Manager.Commands;

namespace Octopus.Manager.Components.Jobs;

/// <summary>A job from its plan to its outcome: what it would do and the script of it, then what happens, then what became of each.</summary>
public sealed partial class JobView : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<PlannedCommand>? _planned;
    private JobRun? _run;
    private string _typed = "";
    private string? _focus;
    private bool _told;

    /// <summary>Plans commands.</summary>
    [Inject]
    public required CommandRunner Runner { get; init; }

    /// <summary>Runs them.</summary>
    [Inject]
    public required Activity Activity { get; init; }

    /// <summary>Moves the focus.</summary>
    [Inject]
    public required Browser Browser { get; init; }

    /// <summary>The job.</summary>
    [Parameter, EditorRequired]
    public required Job Job { get; set; }

    /// <summary>It has begun.</summary>
    [Parameter]
    public EventCallback<JobRun> Begun { get; set; }

    /// <summary>It has ended.</summary>
    [Parameter]
    public EventCallback<JobRun> Ended { get; set; }

    /// <summary>The person wants to change what was asked for, before it begins.</summary>
    [Parameter]
    public EventCallback Back { get; set; }

    /// <summary>The person wants to go; without it there is nowhere to go.</summary>
    [Parameter]
    public EventCallback Left { get; set; }

    private bool IsRefused => _planned is { } planned && planned.Any(command => command.IsRefused);

    private bool CanBegin => _planned is not null && !IsRefused && (Job.TypedConfirmation is null || Job.TypedConfirmation.Equals(_typed.Trim(), StringComparison.Ordinal));

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var planned = new List<PlannedCommand>();
        foreach (var command in Job.Commands)
            planned.Add(await Runner.Plan(command, _left.Token));
        _planned = planned;
        _focus = Job.TypedConfirmation is not null && !IsRefused ? "job-confirmation" : CanBegin ? "job-begin" : null;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is not { } id)
            return;
        _focus = null;
        await Browser.Focus(id).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        if (_run is not null)
            _run.Changed -= Render;
    }

    private async Task Begin()
    {
        _run = Activity.Begin(Job);
        _run.Changed += Render;
        await Begun.InvokeAsync(_run);
        // It may have ended before anybody listened.
        await Follow();
    }

    private void Render() => _ = InvokeAsync(Follow);

    private async Task Follow()
    {
        StateHasChanged();
        if (_run is not { IsRunning: false } run || _told)
            return;
        _told = true;
        _focus = "job-close";
        StateHasChanged();
        await Ended.InvokeAsync(run);
    }
}
