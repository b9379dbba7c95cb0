using System.CommandLine;
using Octopus.Cli.Plans;
using Octopus.Lifecycle.Watch;

namespace Octopus.Cli.Watchdog;

/// <summary><c>watchdog</c>: one service of the machine that starts instances which have failed.</summary>
internal static class WatchdogCommand
{
    public const string Name = "watchdog";

    public static Command Build(CommandHost host) => new(Name, "Have instances that fail started again, by a service of their own.")
    {
        Create(host), Delete(host), WatchdogStatusCommand.Build(host), Run(host),
    };

    private static Command Create(CommandHost host)
    {
        var interval = Interval();
        var instances = WatchedNames.Option(host, "all, or those it watches already");
        return ChangeCommand.Build(
            host,
            "create",
            "Create the watchdog of this machine, or change how it watches.",
            [
                new("Watch every instance", "watchdog create"),
                new("Watch two of them every ten minutes", "watchdog create --interval 10 --instances \"Prod A,Prod B\""),
            ],
            [interval, instances],
            (parse, _) => Task.FromResult(new WatchdogPlan(host).Create(parse.GetValue(interval), WatchedNames.Read(host, parse.GetValue(instances)))));
    }

    private static Command Delete(CommandHost host) => ChangeCommand.Build(
        host,
        "delete",
        "Delete the watchdog of this machine. The instances stay as they are.",
        [new("Delete it", "watchdog delete")],
        [],
        (_, _) => Task.FromResult(new WatchdogPlan(host).Delete()));

    // What its service runs; nobody types it.
    private static Command Run(CommandHost host)
    {
        var command = new Command("run", "Watch until it is stopped.") { Hidden = true };
        command.SetAction((_, cancellation) =>
        {
            var round = new WatchRound(host.Watch(), host.Maintenance.Events, host.Maintenance.Time);
            var loop = new WatchLoop(new(host.Machine, host.Application), round, host.Maintenance.Time);
            return host.RunUntilStopped(loop.Run, cancellation);
        });
        return command;
    }

    private static Option<int?> Interval() => new("--interval")
    {
        HelpName = "MINUTES",
        Description = $"Minutes from one look to the next, {WatchdogSettings.ShortestInterval} to {WatchdogSettings.LongestInterval}. Default: {WatchdogSettings.DefaultInterval}, or what it is already.",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var minutes) && WatchdogSettings.IsInterval(minutes))
                return minutes;
            result.AddError($"'{text}' is not a number of minutes. Choose one from {WatchdogSettings.ShortestInterval} to {WatchdogSettings.LongestInterval} for --interval.");
            return null;
        },
    };
}
