using Octopus.Cli.Instances;
using Octopus.Services;

namespace Octopus.Manager.Components.Instances;

/// <summary>Every instance of the machine on one screen, as it is now.</summary>
public sealed partial class InstancesPage
{
    private readonly HashSet<string> _selected = new(StringComparer.OrdinalIgnoreCase);
    private GridFilter _filter = new();

    private IReadOnlyList<InstanceRow> Shown => _filter.Apply(Now.Instances);

    // One that has gone, or is filtered away, is not acted upon unseen.
    private IReadOnlyList<InstanceRow> Selected => [.. Shown.Where(row => _selected.Contains(row.InstanceName))];

    private string Summary
    {
        get
        {
            var running = Now.Instances.Count(row => row.State == ServiceState.Running);
            var wrong = Now.Instances.Count(row => row.Problem is not null);
            return Now.Instances.Count == 0 ? "" : $"{Now.Instances.Count} in all, {running} running{(wrong > 0 ? $", {wrong} with problems" : "")}";
        }
    }
}
