using Octopus.Tests.Benchmarks.Lanes;
using Octopus.Tests.Benchmarks.Reports;
using Octopus.Tests.Suite;

namespace Octopus.Tests.Benchmarks.Actions;

/// <summary>The library of actions: its size, its loading, and what each action takes.</summary>
internal sealed class ActionsBenchmark : IBenchmark
{
    private const int Rounds = 5;
    private const int Fewest = 1;
    private const int Most = 100;

    public string Name => "actions";

    public TimeSpan Duration => TimeSpan.FromMinutes(1.5);

    public async Task<Report> Run()
    {
        var rounds = await LaneRun.Alone(new("actions", Rounds, Fewest, Most));
        double Milliseconds(int services, string name) =>
            Statistics.Median(rounds.Where(round => round.Services == services).Select(round => round.Phases.Single(phase => phase.Name == name).Milliseconds));

        var library = new Table("library", "");
        library.Add("MB", $"{new FileInfo(ActionLibrary.In(Repository.Artifacts)).Length / 1e6:0.00}");
        foreach (var name in ActionNames.Loading)
            library.Add($"{name}, ms", $"{Milliseconds(Most, name):0}");

        var actions = new Table("milliseconds", $"{Fewest} instance", $"{Most} instances");
        foreach (var name in ActionNames.Upgrade)
            actions.Add(name, $"{Milliseconds(Fewest, name):0}", $"{Milliseconds(Most, name):0}");

        return new Report(
            "The library of actions",
            [library, actions],
            [],
            [
                $"Medians of {Rounds} rounds. An upgrade, with services that stop and start at once, timed by the messages of Windows Installer: each action with the process it runs in, with loading the library and with its work. The library is loaded and called in a process that does nothing else.",
                "What bounds them: loading, the file; the first call, the runtime in it; recording, one look at each service; stopping and starting, the service control manager, which ends and creates one process after the other.",
            ]);
    }
}
