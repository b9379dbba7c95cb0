using System.CommandLine;
using Octopus.Cli.Maintenance;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Watch;

namespace Octopus.Cli.Watchdog;

/// <summary><c>checkservices</c>: what the watchdog does, once and now, for tasks that somebody schedules.</summary>
internal static class CheckServicesCommand
{
    public static Command Build(CommandHost host)
    {
        var instances = WatchedNames.Option(host, "all");
        return ChangeCommand.Build(
            host,
            "checkservices",
            "Start the instances that have failed, once. Those that somebody stopped stay stopped.",
            [
                new("Look what would be started", "checkservices --instances * --what-if"),
                new("See to two of them", "checkservices --instances \"Prod A,Prod B\""),
            ],
            [instances],
            (parse, _) => Task.FromResult(MakePlan(host, WatchedNames.Read(host, parse.GetValue(instances)) ?? WatchScope.All)));
    }

    private static Plan MakePlan(CommandHost host, WatchScope scope)
    {
        MaintenanceGuard.RequireNone(host, starts: true);
        var survey = host.Watch().Look(scope);
        var due = survey.Findings.Where(finding => finding.NeedsStart).ToList();
        var steps = new List<PlannedStep>();
        if (due.Count > 0)
            steps.Add(Start(host, due));
        if (survey.Missing.Count > 0)
            steps.Add(Missing(host, survey.Missing));
        if (steps.Count == 0)
            steps.Add(PlannedStep.Of(PlannedChange.Machine, "Start nothing: nothing has failed", () => "Nothing has failed, so nothing was started."));

        var script = new CommandText("checkservices");
        foreach (var name in scope.Names)
            script.Option("--instances", name);
        return new(steps, [script]);
    }

    private static PlannedStep Start(CommandHost host, List<WatchFinding> due) => new(
        [.. due.Select(finding => new PlannedChange(finding.State.Instance, $"Start the service '{finding.State.Service}', which {finding.Reason}"))],
        async (report, cancellation) => await host.Watch().Start(due, outcome => Tell(report, outcome), cancellation).ConfigureAwait(false));

    private static void Tell(ChangeReport report, InstanceOutcome outcome)
    {
        if (outcome.HasFailed)
            report.Failed(outcome.Instance, ExitCode.ServiceFailed, outcome.ToString());
        else
            report.Done(outcome.Instance, outcome.ToString());
    }

    // Told as their own failures: the others are looked after all the same.
    private static PlannedStep Missing(CommandHost host, IReadOnlyList<string> names) => new(
        [.. names.Select(name => new PlannedChange(name, "Report that it has no service"))],
        (report, _) =>
        {
            var unknown = WatchedNames.Unknown(host, WatchScope.Of(names)).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var name in names)
            {
                if (unknown.Contains(name))
                    report.Failed(name, ExitCode.InstanceNotFound, $"There is no instance '{name}'. Name another, or create it with: {host.Told(new CommandText("create-instance").Option("--instance", name))}.");
                else
                    report.Failed(name, ExitCode.ServiceNotInstalled, $"Instance '{name}' has no service. Install it with: {host.Told(new CommandText("service").Flag("--install").Option("--instance", name))}.");
            }

            return Task.CompletedTask;
        });
}
