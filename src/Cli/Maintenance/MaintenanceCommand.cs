using System.CommandLine;
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
        var recover = new Command("recover", "Finish what an interrupted installation has left: every instance gets its state back.") { force };
        recover.SetAction(async (parse, _) => await Recover(host, parse.GetValue(force)).ConfigureAwait(false));

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

    private static async Task<int> Recover(CommandHost host, bool force)
    {
        host.RequireElevation();
        using var own = host.Maintenance.Processes.Open(Environment.ProcessId)
            ?? throw new InvalidOperationException("This process does not find itself among the running ones.");
        var run = new MaintenanceRun(host.Maintenance, new(own.Id, own.StartedAt), host.Error.WriteLine);
        if (await run.Recover(force).ConfigureAwait(false) is not { } result)
        {
            host.Output.WriteLine("There is nothing to recover.");
            return (int)ExitCode.Success;
        }

        foreach (var instance in result.Instances)
            host.Output.WriteLine(instance);
        return (int)(result.Instances.Any(instance => instance.Problem is not null) ? ExitCode.MaintenanceFailed : ExitCode.Success);
    }
}
