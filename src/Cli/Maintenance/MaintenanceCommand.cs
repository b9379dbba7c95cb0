using System.CommandLine;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;

namespace Octopus.Cli.Maintenance;

/// <summary><c>maintenance</c>: what installations do on this machine, and the end of one that was interrupted.</summary>
internal static class MaintenanceCommand
{
    public static Command Build(CommandHost host)
    {
        var status = QueryCommand.Build(
            host,
            "status",
            "Tell whether an installation is in progress or was interrupted, who is still owed a start, and how the last one ended.",
            [new("Tell a program", "maintenance status --format json")],
            [],
            MaintenanceStatusJson.Default.MaintenanceStatus,
            (_, _) => Task.FromResult(Status(host)));

        var force = new Option<bool>("--force") { Description = "Also when the process of the installation still runs. Only when it is certain that it does nothing any more." };
        var recover = ChangeCommand.Build(
            host,
            "recover",
            "Finish what an interrupted installation, or a command, has left: every instance gets its state back.",
            [
                new("See what it would do", "maintenance recover --what-if"),
                new("Do it", "maintenance recover"),
            ],
            [force],
            (parse, _) => Task.FromResult(new RecoveryPlan(host, parse.GetValue(force)).Make()));

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
                { State: MaintenanceState.Interrupted } => $"{status.Kind} of version {status.Version} that began {status.Since:u} was interrupted. Bring every instance back with: {host.Told(new CommandText("maintenance recover"))}.",
                _ => "No installation is in progress.",
            });
            if (status.Owed.Count > 0)
                output.WriteLine(status.Owed.Any(owed => owed is { IsLacking: true, ProcessId: null })
                    ? $"Stopped for a while and not given back. Bring them back with: {host.Told(new CommandText("maintenance recover"))}."
                    : "Stopped for a while, or about to start:");
            foreach (var owed in status.Owed)
                output.WriteLine($"  {owed}");
            if (status.LastRun is not { } last)
                return;
            output.WriteLine($"The last one, {last.Kind} of version {last.Version}: {last.Result}.");
            foreach (var instance in last.Instances)
                output.WriteLine($"  {instance}");
        });
    }
}
