using Microsoft.AspNetCore.Components;
using Octopus.Cli.Watchdog;
using Octopus.Manager.Commands;
using Octopus.Manager.Components.Jobs;

namespace Octopus.Manager.Components.Machine;

/// <summary>The watchdog: what it does, and what it shall do.</summary>
public sealed partial class WatchdogPage
{
    private readonly HashSet<string> _chosen = new(StringComparer.OrdinalIgnoreCase);
    private WatchdogStatus? _status;
    private string? _problem;
    private int _minutes = 5;
    private bool _all = true;

    /// <summary>Asks for it.</summary>
    [Inject]
    public required CommandRunner Runner { get; init; }

    /// <summary>Shows what is to be done.</summary>
    [Inject]
    public required JobDesk Desk { get; init; }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => Read();

    private async Task Read()
    {
        var answer = await Runner.Ask(["watchdog", "status"], WatchdogStatusJson.Default.WatchdogStatus, CancellationToken.None);
        (_status, _problem) = (answer.Value, answer.Problem);
        if (_status is not { Interval: { } interval } status)
            return;
        _minutes = interval;
        _all = status.Instances.Contains("*");
        _chosen.Clear();
        _chosen.UnionWith(status.Instances.Where(name => name != "*"));
    }

    private void Toggle(string instance)
    {
        if (!_chosen.Remove(instance))
            _chosen.Add(instance);
    }

    private async Task Offer(Job job)
    {
        if (await Desk.Offer(job) is not null)
            await Read();
    }
}
