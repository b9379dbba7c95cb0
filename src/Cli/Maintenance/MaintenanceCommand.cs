using System.CommandLine;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Cli.Maintenance;

/// <summary><c>maintenance</c>: what installations do on this machine, and the end of one that was interrupted.</summary>
internal static class MaintenanceCommand
{
    public static Command Build(CommandHost host)
    {
        var status = QueryCommand.Build(
            host,
            "status",
            "Tell whether an installation is in progress or was interrupted, and how the last one ended.",
            [new("Tell a program", "maintenance status --format json")],
            [],
            MaintenanceStatusJson.Default.MaintenanceStatus,
            (_, _) => Task.FromResult(Status(host)));

        var force = new Option<bool>("--force") { Description = "Also when the process of the installation still runs. Only when it is certain that it does nothing any more." };
        var recover = ChangeCommand.Build(
            host,
            "recover",
            "Finish what an interrupted installation has left: every instance gets its state back.",
            [
                new("See what it would do", "maintenance recover --what-if"),
                new("Do it", "maintenance recover"),
            ],
            [force],
            (parse, _) => Task.FromResult(Recovery(host, parse.GetValue(force))));

        return new Command("maintenance", "Look after the installations of this product.") { status, recover };
    }

    private static QueryAnswer<MaintenanceStatus> Status(CommandHost host)
    {
        host.RequireElevation();
        var status = MaintenanceStatus.Of(host.Maintenance);
        return new(status, output =>
        {
            output.WriteLine(status switch
            {
                { State: MaintenanceState.InProgress } => $"{status.Kind} of version {status.Version} is in progress: process {status.ProcessId} since {status.Since:u}.",
                { State: MaintenanceState.Interrupted } => $"{status.Kind} of version {status.Version} that began {status.Since:u} was interrupted. Bring every instance back with: maintenance recover.",
                _ => "No installation is in progress.",
            });
            if (status.LastRun is not { } last)
                return;
            output.WriteLine($"The last one, {last.Kind} of version {last.Version}: {last.Result}.");
            foreach (var instance in last.Instances)
                output.WriteLine($"  {instance}");
        });
    }

    private static Plan Recovery(CommandHost host, bool force)
    {
        var script = new CommandText("maintenance recover").Flag("--force", force);
        if (host.Maintenance.Journal.Read() is not { } entry)
            return new([PlannedStep.Of(PlannedChange.Machine, "Recover nothing: no installation was interrupted", () => "There is nothing to recover.")], [script]);
        if (!force && entry.Owner.IsAlive(host.Maintenance.Processes))
            throw new MaintenanceInProgressException("Nothing is recovered", entry.Owner, entry.StopBegan);

        var changes = entry.Plan.Instances.Concat(entry.Plan.Dependents).Select(state => new PlannedChange(
            state.Instance,
            $"Let the service '{state.Service}' be {state.State} again, and its start type {state.StartType}"));
        return new([new([.. changes], (report, _) => Recover(host, force, report))], [script]);
    }

    private static async Task Recover(CommandHost host, bool force, ChangeReport report)
    {
        using var own = host.Maintenance.Processes.Open(Environment.ProcessId)
            ?? throw new InvalidOperationException("This process does not find itself among the running ones.");
        var result = await new MaintenanceRun(host.Maintenance, new(own.Id, own.StartedAt), host.Error.WriteLine).Recover(force).ConfigureAwait(false);
        foreach (var instance in result?.Instances ?? [])
        {
            if (instance.Problem is null)
                report.Done(instance.Instance, instance.ToString());
            else
                report.Failed(instance.Instance, ExitCode.MaintenanceFailed, instance.ToString());
        }
    }
}
