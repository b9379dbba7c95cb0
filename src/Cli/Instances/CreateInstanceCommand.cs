using System.CommandLine;
using Octopus.Instances;

namespace Octopus.Cli.Instances;

/// <summary><c>create-instance</c>: a record, a configuration file, a home and a port of its own.</summary>
internal static class CreateInstanceCommand
{
    public static Command Build(CommandHost host)
    {
        var name = Options.Instance(host);
        var configuration = new Option<string?>("--config") { HelpName = "FILE", Description = "Where its configuration is kept. Default: in its home." };
        var home = Options.Home();
        var port = Options.Port();
        var command = new Command("create-instance", "Create an instance.") { name, configuration, home, port };
        command.SetAction(parse => Create(
            host,
            parse.GetValue(name) ?? host.Application.DefaultInstance,
            Options.PathOf(parse, configuration),
            Options.PathOf(parse, home),
            parse.GetValue(port)));
        return command;
    }

    private static void Create(CommandHost host, string name, string? configuration, string? home, int? port)
    {
        host.RequireElevation();
        InstanceName.Check(name);
        if (configuration is not null && Path.GetFileName(configuration).Length == 0)
            throw new InstanceException(InstanceError.IllegalValue, $"{configuration} is a folder. Name a file with --config.");
        home ??= configuration is null
            ? Path.GetFullPath(host.Machine.DefaultHome(host.Application, name))
            : Path.GetDirectoryName(configuration)!;
        configuration ??= Path.Combine(home, $"{host.Application.Name}.config");

        var record = new InstanceRecord(name, configuration);
        var catalog = new InstanceCatalog(host);
        host.Maintenance.Protection.RequireFolders(host.Application);
        using var held = host.Store.Lock();
        catalog.RequireFreeName(record);
        catalog.RequireFreeConfiguration(record);
        catalog.RequireFreeHome(home, record);
        if (port is { } chosen)
            catalog.RequireFreePort(chosen, record, current: null);
        if (Path.Exists(configuration))
        {
            throw new InstanceException(
                InstanceError.AlreadyExists,
                $"The configuration file {configuration} exists already. Choose another one with --config, or move it away.");
        }

        var settings = new InstanceSettings(new Dictionary<string, string>())
        {
            Home = home,
            Port = port ?? catalog.NextFreePort(),
        };

        // The record comes last: an instance that is listed is complete.
        Directory.CreateDirectory(home);
        ConfigurationFile.Write(record, settings);
        host.Store.Add(record);
        host.Output.WriteLine($"Instance '{name}' created: home {home}, port {settings.Port}.");
    }
}
