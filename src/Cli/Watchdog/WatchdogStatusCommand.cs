using System.CommandLine;
using Octopus.Cli.Scripts;
using Octopus.Instances;
using Octopus.Lifecycle.Watch;
using Octopus.Services;

namespace Octopus.Cli.Watchdog;

/// <summary><c>watchdog status</c>: whether there is one, how it watches and what it sees.</summary>
internal static class WatchdogStatusCommand
{
    public static Command Build(CommandHost host) => QueryCommand.Build(
        host,
        "status",
        "Tell whether there is a watchdog, how it watches and what it would do about each instance.",
        [new("Tell a program", "watchdog status --format json")],
        [],
        WatchdogStatusJson.Default.WatchdogStatus,
        (_, _) =>
        {
            var status = Ask(host);
            return Task.FromResult(new QueryAnswer<WatchdogStatus>(status, output => Write(host, status, output)));
        });

    private static WatchdogStatus Ask(CommandHost host)
    {
        var file = new WatchdogSettingsFile(host.Machine, host.Application);
        WatchdogSettings? settings = null;
        string? problem = null;
        try
        {
            settings = file.Read();
        }
        catch (InstanceException unusable) when (unusable.Error == InstanceError.ConfigurationUnusable)
        {
            problem = unusable.Message;
        }

        var service = new WatchdogService(host).Find() is [var first, ..] ? first : null;
        var survey = settings is null ? null : host.Watch().Look(settings.Scope);
        problem ??= survey?.Standstill?.Reason;
        if (service is not null)
        {
            problem ??= settings is null ? $"It has no settings: {file.Path} is not there. Write them with: {host.Told(new CommandText("watchdog create"))}."
                : service.State == ServiceState.Running ? null
                : $"It does not run, so nothing is watched. Start it with: {host.Told(new CommandText("watchdog create"))}.";
        }

        return new(
            service?.Service,
            service?.State,
            service?.StartType,
            service is { ProcessId: > 0 } ? service.ProcessId : null,
            settings?.Interval,
            settings?.Scope.Names ?? [],
            [
                .. survey?.Findings.Select(finding => new WatchedInstance(finding.State.Instance, finding.Verdict, finding.Reason)) ?? [],
                .. survey?.Missing.Select(name => new WatchedInstance(name, null, "has no service")) ?? [],
            ],
            problem);
    }

    private static void Write(CommandHost host, WatchdogStatus status, TextWriter output)
    {
        if (status.Service is null)
        {
            output.WriteLine($"There is no watchdog on this machine. Make one with: {host.Told(new CommandText("watchdog create"))}.");
            return;
        }

        var names = status.Instances is [WatchScope.Everything] ? "all instances" : string.Join(", ", status.Instances);
        output.WriteLine($"The watchdog is {status.State}{(status.ProcessId is { } process ? $", process {process}" : "")}.");
        if (status.Interval is { } interval)
            output.WriteLine($"It looks {WatchdogPlan.Every(interval)} at {names}.");
        if (status.Problem is not null)
            output.WriteLine(status.Problem);
        foreach (var instance in status.Watched)
            output.WriteLine($"  {instance.InstanceName}: {instance.Reason}");
    }
}
