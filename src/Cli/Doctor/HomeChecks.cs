using Octopus.Cli.Instances;
using Octopus.Cli.Inventory;
using Octopus.Cli.Scripts;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Doctor;

/// <summary>The home of an instance: where its record and its configuration say it is, and whether it is one.</summary>
internal static class HomeChecks
{
    public static IEnumerable<Finding> Run(CommandHost host, InstanceView view, InstanceSettings settings)
    {
        var record = view.Record!;
        var home = new InstanceHome(host, record, settings);
        if (record.Home is { } recorded && settings.Home is { } configured && !FolderPath.AreSame(recorded, configured))
            yield return Mismatch(view, recorded, $"names the home {configured}, and its record {recorded}, which counts");
        else if (settings.HomeProblem is { } problem)
            yield return Mismatch(view, record.Home, $"names a home that cannot be used: {problem}");

        if (home.Folder is not { } folder)
        {
            if (settings.HomeProblem is null)
                yield return new(view.Name, FindingKind.SettingMissing, $"Instance '{view.Name}' has no home.", Configure(null, view.Name));
        }
        else if (!home.IsThere)
        {
            yield return new(view.Name, FindingKind.HomeMissing, $"The home of instance '{view.Name}', {folder}, is not there. It may be on a drive that is not connected.", home.TakeOver);
        }
        else if (home.WhyNotOurs() is { } why)
        {
            yield return NotOurs(host, view, home, why);
        }
    }

    // Never safe: who may write the configuration may have written it.
    private static Finding Mismatch(InstanceView view, string? recorded, string what) => new(
        view.Name, FindingKind.HomeMismatch, $"The configuration of instance '{view.Name}', {view.Record!.ConfigurationFilePath}, {what}.", Configure(recorded, view.Name));

    private static Finding NotOurs(CommandHost host, InstanceView view, InstanceHome home, string why)
    {
        var sentence = $"The home of instance '{view.Name}', {home.Folder}, {why}, so nothing in it is protected, replaced or deleted.";
        if (!home.CanBeTakenOver)
            return new(view.Name, FindingKind.HomeNotTakenOver, sentence, Configure(null, view.Name));
        // The one that every instance of this name has had from us, in a folder that only administrators write.
        var isDefault = view.Record!.Home is null && FolderPath.AreSame(home.Folder!, Path.GetFullPath(host.Machine.DefaultHome(host.Application, view.Name)));
        return new(view.Name, FindingKind.HomeNotTakenOver, sentence, home.TakeOver, safe: isDefault)
        {
            Fix = isDefault ? () => host.Store.Rename(view.Name, new HomeClaim(host, view.Record!, home.Folder!).Make()) : null,
        };
    }

    private static CommandText Configure(string? home, string instance) =>
        (home is null ? new CommandText("configure").Blank("--home", "FOLDER") : new CommandText("configure").Option("--home", home)).Option("--instance", instance);
}
