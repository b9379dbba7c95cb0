using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.CustomActions;

/// <summary>Fills the page of the dialogs that says which instances there are and what will happen to each.</summary>
internal static class ListInstancesAction
{
    /// <summary>The property of the list on the page.</summary>
    public const string List = "FOUNDINSTANCES";

    /// <summary>The property with the sentence above the list.</summary>
    public const string Summary = "INSTANCESUMMARY";

    public static void Run(IInstallSession session, IServiceManager services, IExecutableFiles files, StartForecast forecast)
    {
        var found = new InstanceDiscovery(services, files).Discover(InstalledProduct.Executables(session));
        var obstacles = forecast.Look(found.Ours.Where(state => state.ComesBack)).ToDictionary(obstacle => obstacle.State, obstacle => obstacle.Reason);
        var order = 0;
        foreach (var state in found.Ours)
            session.ListOnPage(List, ++order, $"{state.Instance}: {(obstacles.TryGetValue(state, out var reason) ? $"runs, and would not start again. {reason}" : WillBe(state))}");
        foreach (var state in found.Dependents.Where(state => state.ComesBack))
            session.ListOnPage(List, ++order, $"{state.Service} (depends on an instance): stopped, then started again");
        session.Write(Summary, SummaryOf(found.Ours));
    }

    private static string WillBe(InstanceState state) => state switch
    {
        { WasRunning: true } => "running; stopped, then started again",
        { WasPaused: true } => "paused; stopped, then started and paused again",
        { StartType: StartType.Disabled } => "disabled; stays as it is",
        _ => "stopped; stays as it is",
    };

    private static string SummaryOf(IReadOnlyList<InstanceState> instances)
    {
        var running = instances.Count(state => state.ComesBack);
        var found = instances.Count switch
        {
            0 => "No instance of Tentacle has a service on this machine.",
            1 => $"One instance of Tentacle has a service on this machine, and it {(running == 0 ? "does not run" : "runs")}.",
            var several => $"{several} instances of Tentacle have a service on this machine, and {OfThem(running)}.",
        };
        return running == 0 ? found : $"{found} What runs is stopped while files are replaced, and started again afterwards.";
    }

    private static string OfThem(int running) => running switch
    {
        0 => "none of them runs",
        1 => "one of them runs",
        _ => $"{running} of them run",
    };
}
