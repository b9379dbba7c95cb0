using Octopus.Tests.Benchmarks.Lanes;

namespace Octopus.Tests.Benchmarks.Actions;

/// <summary>
/// How long each of our actions takes in an upgrade, as Windows Installer sees it: its process, the library and the work. The services
/// stop and start at once, so what is left is ours.
/// </summary>
internal sealed class ActionTimes(LaneOptions lane) : IWay
{
    private int _installed;

    public (TimeSpan Start, TimeSpan Stop) Behaviour => (TimeSpan.Zero, TimeSpan.Zero);

    public void Prepare(string executable) => Msiexec.Install(lane.Package("engine", _installed), Fleet.Log("first"));

    public Task<Round> Interrupt(Fleet fleet)
    {
        var (mapped, called) = LibraryLoad.Measure(ActionLibrary.In(lane.Artifacts));
        var actions = TimedInstallation.Install(lane.Package("engine", ++_installed), Fleet.Log("upgrade"));
        fleet.Stamps.Read(fleet.Instances);
        return Task.FromResult(new Round(
            fleet.Instances.Count,
            actions.Values.Sum(),
            [new(ActionNames.Mapped, mapped), new(ActionNames.Called, called), .. ActionNames.Upgrade.Select(name => new Phase(name, Took(actions, name)))]));
    }

    // Once when it is written into the script, and once when that runs; then Wine puts the action's data before its name.
    private static double Took(IReadOnlyDictionary<string, double> actions, string name) =>
        actions.Where(action => action.Key.EndsWith(name, StringComparison.Ordinal)).Sum(action => action.Value);

    public void Remove(string executable) => Msiexec.Uninstall(lane.Package("engine", _installed), Fleet.Log("last"));
}
