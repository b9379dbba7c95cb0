using Octopus.Cli.Instances;
using Octopus.Cli.Inventory;
using Octopus.Cli.Scripts;
using Octopus.Instances;

namespace Octopus.Cli.Doctor;

/// <summary>Records, configuration files and homes.</summary>
internal static class RecordChecks
{
    public static IEnumerable<Finding> Run(CommandHost host, InstanceInventory inventory) =>
        inventory.Index.Problems.Select(problem => Unreadable(host, problem))
            .Concat(inventory.Instances.SelectMany(view => view.Settings is { } settings ? Settings(host, view, settings) : [Unusable(host, view)]));

    private static Finding Unreadable(CommandHost host, RecordProblem problem)
    {
        var sentence = $"{problem.Path} {problem.Reason}. {problem.NextStep}.";
        // It may be as good as ever, and newer than its copy.
        if (problem.CannotBeOpened)
            return new("", FindingKind.RecordUnreadable, sentence, Mend: null);
        var previous = problem.Path + AtomicFile.PreviousEnding;
        // A copy that is whole, and whose instance has no other record, is what the file said before.
        return RecordFile.TryRead(previous, out var record, out _) && !host.Store.Read().Instances.Any(other => IsSame(other.Name, record.Name)) && problem.IsInPlaceOf(record.Name)
            ? new("", FindingKind.RecordUnreadable, sentence, Fix, safe: true)
            {
                Fix = () =>
                {
                    // Somebody may have mended it since it was looked at, or have it open now.
                    if (RecordFile.TryRead(problem.Path, out _, out var now))
                        return;
                    if (now.CannotBeOpened)
                        throw new InstanceException(InstanceError.RecordUnreadable, $"{now.Path} {now.Reason}. {now.NextStep}.");
                    RecordFile.Write(problem.Path, record);
                },
            }
            : new("", FindingKind.RecordUnreadable, sentence, Mend: null);
    }

    private static Finding Unusable(CommandHost host, InstanceView view)
    {
        if (view.CannotBeOpened)
            return new(view.Name, FindingKind.ConfigurationUnusable, view.Unusable!, Mend: null);
        var record = view.Record!;
        var previous = new InstanceRecord(record.Name, record.ConfigurationFilePath + AtomicFile.PreviousEnding);
        if (!ConfigurationFile.TryRead(previous, out var settings, out var problem) && problem!.CannotBeOpened)
            return new(view.Name, FindingKind.ConfigurationUnusable, $"{view.Unusable} {problem.Message}", Mend: null);
        return settings is not null
            ? new(view.Name, FindingKind.ConfigurationUnusable, view.Unusable!, Fix, safe: true)
            {
                Fix = () =>
                {
                    ConfigurationPlace.Require(host, record);
                    if (ConfigurationFile.TryRead(record, out _, out var now))
                        return;
                    if (now!.CannotBeOpened)
                        throw now;
                    ConfigurationFile.Write(record, settings);
                },
            }
            : new(view.Name, FindingKind.ConfigurationUnusable, view.Unusable!, IsNothingLeft(view)
                ? new CommandText("delete-instance").Option("--instance", view.Name)
                : new CommandText("restore").Blank("--from", "FOLDER").Option("--instance", view.Name).Flag("--overwrite").Flag("--stop"));
    }

    // Its home has who it is, and its process what it does.
    private static bool IsNothingLeft(InstanceView view) =>
        view.Service is not { WasActive: true } && !(view.Home is { } home && Directory.Exists(home));

    private static CommandText Fix => new CommandText("doctor").Flag("--fix");

    private static IEnumerable<Finding> Settings(CommandHost host, InstanceView view, InstanceSettings settings)
    {
        Finding Unreadable(string problem, string option, string value) =>
            new(view.Name, FindingKind.SettingMissing, $"In the configuration of instance '{view.Name}', {view.Record!.ConfigurationFilePath}, {problem}.", Configure(option, value, view.Name));

        if (settings.PortProblem is { } noPort)
            yield return Unreadable(noPort, "--port", "PORT");
        if (settings.NoListenProblem is { } neither)
            yield return Unreadable(neither, "--noListen", "true|false");
        if (settings.ListenAddressProblem is { } nowhere)
            yield return Unreadable(nowhere, "--listen-address", "IP|any");
        if (settings.LogLevelProblem is { } noLevel)
            yield return Unreadable(noLevel, "--log-level", "LEVEL");
        foreach (var finding in HomeChecks.Run(host, view, settings))
            yield return finding;
    }

    private static CommandText Configure(string setting, string value, string instance) =>
        new CommandText("configure").Blank(setting, value).Option("--instance", instance);

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
