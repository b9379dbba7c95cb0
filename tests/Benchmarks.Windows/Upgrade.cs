using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>Ours: a real upgrade by a package with the product's actions, and this service in the place of its executable.</summary>
internal sealed class Upgrade(LaneOptions lane) : IWay
{
    private int _installed;

    public (TimeSpan Start, TimeSpan Stop) Behaviour => Behaviours.Measured;

    public void Prepare(string executable) => Msiexec.Install(lane.Package("engine", _installed), Fleet.Log("first"));

    public Task<Round> Interrupt(Fleet fleet)
    {
        Msiexec.Install(lane.Package("engine", ++_installed), Fleet.Log("upgrade"));
        var run = fleet.Machine.Journal.ReadLastRun() ?? throw new InvalidOperationException("Not measured. The installation left no result.");
        Check(run, fleet);
        var (firstStop, lastRunning) = fleet.Stamps.Read(fleet.Instances);
        // Our own account begins before the journal is written and ends with the last answer; the services' must lie within.
        if (firstStop < run.StopBegan || lastRunning > run.StartEnded)
            throw new InvalidOperationException($"Not measured. The services were interrupted from {firstStop:O} to {lastRunning:O}, and the result says {run.StopBegan:O} to {run.StartEnded:O}.");
        return Task.FromResult(new Round(
            fleet.Instances.Count,
            (run.StartEnded!.Value - firstStop).TotalMilliseconds,
            [
                new("before the first stop, not in it", (firstStop - run.StopBegan).TotalMilliseconds),
                new("stop", (run.StopEnded!.Value - firstStop).TotalMilliseconds),
                new("files", (run.StartBegan!.Value - run.StopEnded.Value).TotalMilliseconds),
                new("start", (lastRunning - run.StartBegan.Value).TotalMilliseconds),
                new("after the last runs", (run.StartEnded.Value - lastRunning).TotalMilliseconds),
            ]));
    }

    public void Remove(string executable) => Msiexec.Uninstall(lane.Package("engine", _installed), Fleet.Log("last"));

    private static void Check(LastRun run, Fleet fleet)
    {
        var well = run.Instances.Count(instance => instance is { StopResult: StepResult.Done, StartResult: StepResult.Done, Problem: null });
        if (run.Result != RunResult.Succeeded || well != fleet.Instances.Count)
            throw new InvalidOperationException($"Not measured. The upgrade {run.Result}, and {well} of {fleet.Instances.Count} instances were stopped and started.");
    }
}
