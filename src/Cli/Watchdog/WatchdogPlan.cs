using Octopus.Cli.Maintenance;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Cli.Services;
using Octopus.Instances;
using Octopus.Lifecycle.Watch;
using Octopus.Services;

namespace Octopus.Cli.Watchdog;

/// <summary>What creating, changing and deleting the watchdog come to.</summary>
internal sealed class WatchdogPlan(CommandHost host)
{
    private readonly WatchdogSettingsFile _file = new(host.Machine, host.Application);
    private readonly WatchdogService _service = new(host);

    /// <summary>An interval for people.</summary>
    public static string Every(int minutes) => minutes == 1 ? "every minute" : $"every {minutes} minutes";

    /// <summary>Makes it, or makes it watch otherwise. What is not said stays as it is.</summary>
    public Plan Create(int? interval, WatchScope? scope)
    {
        MaintenanceGuard.RequireNone(host, starts: true);
        _service.RequireNoStranger();
        var before = ReadSettings();
        var wanted = new WatchdogSettings(interval ?? before?.Interval ?? WatchdogSettings.DefaultInterval, scope ?? before?.Scope ?? WatchScope.All);
        foreach (var name in WatchedNames.Unknown(host, wanted.Scope))
            host.Error.WriteLine($"Warning: there is no instance '{name}' yet. It is watched as soon as there is.");

        var script = new CommandText("watchdog create").Option("--interval", wanted.Interval);
        foreach (var name in wanted.Scope.Names)
            script.Option("--instances", name);
        return new([.. Steps(before, wanted)], [script]);
    }

    /// <summary>Takes it away, with its settings.</summary>
    public Plan Delete()
    {
        MaintenanceGuard.RequireNone(host, starts: false);
        _service.RequireNoStranger();
        var found = _service.Find();
        if (found.Count == 0 && !File.Exists(_file.Path))
            throw new CommandException(ExitCode.ServiceNotInstalled, $"There is no watchdog on this machine. Make one with: {host.Told(new CommandText("watchdog create"))}.");

        var steps = new List<PlannedStep>();
        foreach (var state in found)
        {
            if (state.WasActive)
                steps.Add(_service.Stop(state.Service));
            steps.Add(ServiceSteps.Remove(host, new(PlannedChange.Machine, state.Service)));
        }

        if (File.Exists(_file.Path))
        {
            steps.Add(Machine($"Delete the file {_file.Path}", () =>
            {
                AtomicFile.Delete(_file.Path + AtomicFile.PreviousEnding);
                AtomicFile.Delete(_file.Path);
                return "";
            }));
        }

        return new(steps, [new("watchdog delete")]);
    }

    private IEnumerable<PlannedStep> Steps(WatchdogSettings? before, WatchdogSettings wanted)
    {
        var found = _service.Find() is [var first, ..] ? first : null;
        var changes = before is null || Told(before) != Told(wanted);
        if (changes)
        {
            yield return Machine($"Write to {_file.Path} that the watchdog looks {Told(wanted)}", () =>
            {
                host.Maintenance.Protection.RequireFolders(host.Application, line => host.Error.WriteLine($"Warning: {line}"));
                _file.Write(wanted);
                return $"The watchdog looks {Told(wanted)}{(before is null ? "" : $"; before: {Told(before)}")}";
            });
        }

        if (found is null)
            yield return _service.Install();
        else if (found.StartType != StartType.Automatic)
            yield return _service.StartWithTheMachine(found);

        var service = found?.Service ?? host.Application.WatchdogServiceName;
        // The settings are read before each look, and the next one may be a day away.
        if (changes && found is { WasActive: true })
            yield return _service.Stop(service);
        if (changes || found is not { State: ServiceState.Running })
            yield return _service.Start(service);
        else if (found.StartType == StartType.Automatic)
            yield return Machine($"Change nothing: the watchdog looks {Told(wanted)} already", () => $"The watchdog looks {Told(wanted)} already");
    }

    // Settings that cannot be used are no reason against writing better ones; those that somebody has open are good.
    private WatchdogSettings? ReadSettings()
    {
        try
        {
            return _file.Read();
        }
        catch (InstanceException unusable) when (unusable is { Error: InstanceError.ConfigurationUnusable, CannotBeOpened: false })
        {
            host.Error.WriteLine($"Warning: {unusable.Message}");
            return null;
        }
    }

    private static PlannedStep Machine(string description, Func<string> run) => PlannedStep.Of(PlannedChange.Machine, description, run);

    private static string Told(WatchdogSettings settings) => $"{Every(settings.Interval)} at {settings.Scope}";
}
