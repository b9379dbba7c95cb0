using System.CommandLine;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Instances;

namespace Octopus.Cli.Instances;

/// <summary><c>clone-instance</c>: another instance with the settings of one that is there, and an identity of its own.</summary>
internal static class CloneInstanceCommand
{
    public static Command Build(CommandHost host)
    {
        var name = Options.Instance(host);
        var to = new Option<string>("--as") { HelpName = "NAME", Description = "The name of the new instance.", Required = true };
        var home = Options.Home();
        var port = Options.Port();
        return ChangeCommand.Build(
            host,
            "clone-instance",
            "Create an instance with the settings of another one, and a home, a port and a certificate of its own.",
            [
                new("Make a second one like the default instance", "clone-instance --as \"Prod B\""),
                new("Choose its home and port", "clone-instance --instance \"Prod A\" --as \"Prod B\" --home \"D:\\Prod B\" --port 10941"),
            ],
            [name, to, home, port],
            (parse, _) => Task.FromResult(MakePlan(
                host, new InstanceCatalog(host).Find(parse.GetValue(name)), parse.GetValue(to)!, Options.PathOf(parse, home), parse.GetValue(port))),
            locks: true);
    }

    private static Plan MakePlan(CommandHost host, InstanceRecord source, string name, string? home, int? port)
    {
        name = InstanceName.Check(name);
        var catalog = new InstanceCatalog(host);
        home ??= Path.GetFullPath(host.Machine.DefaultHome(host.Application, name));
        var record = new InstanceRecord(name, Path.Combine(home, $"{host.Application.Name}.config"));
        var original = ConfigurationFile.Read(source);
        catalog.RequireFreeName(record);
        catalog.RequireFreeConfiguration(record);
        catalog.RequireFreeHome(home, record);
        var claim = new HomeClaim(host, record, home);
        if (port is { } chosen)
            catalog.RequireFreePort(chosen, record, current: null);
        if (Path.Exists(record.ConfigurationFilePath))
            throw new InstanceException(InstanceError.AlreadyExists, $"{record.ConfigurationFilePath} exists already. Choose another home with --home, or move the file away.");

        var settings = new InstanceSettings(original.Values.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.OrdinalIgnoreCase))
        {
            Home = claim.Folder,
            Port = port ?? catalog.NextFreePort(),
            Applications = original.Applications is { } folder ? Sibling(folder, name) : null,
        };
        settings.ForgetIdentity();
        var step = new PlannedStep(
            [
                new(name, $"{(Directory.Exists(home) ? "Use" : "Create")} the home {home}"),
                new(name, $"Write the configuration {record.ConfigurationFilePath} with the settings of '{source.Name}', and port {settings.Port}"),
                new(name, $"Add it to the instances of {host.Application.Name}"),
            ],
            (report, _) =>
            {
                var created = claim.Make();
                ConfigurationFile.Write(record, settings);
                catalog.Add(created, keepsConfiguration: false);
                report.Done(name, $"Instance '{name}' created like '{source.Name}': home {home}, port {settings.Port}. Start it with: {host.Told(new CommandText("service").Flag("--install").Flag("--start").Option("--instance", name))}.");
                return Task.CompletedTask;
            });
        return new([step], [new CommandText("clone-instance").Option("--instance", source.Name).Option("--as", name).Option("--home", home).Option("--port", settings.Port)]);
    }

    // Two instances never deploy into one folder.
    private static string Sibling(string folder, string name) =>
        Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) ?? folder, InstanceName.Slug(name));
}
