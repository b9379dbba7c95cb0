using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Instances;
using Octopus.Services;
using System.CommandLine;

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
        var adopt = new Option<bool>("--adopt") { Description = "Take over a configuration file that is there, with the settings it has." };
        return ChangeCommand.Build(
            host,
            "create-instance",
            "Create an instance.",
            [
                new("Create the default instance", "create-instance"),
                new("Create another one, with a home and a port of its choice", "create-instance --instance \"Prod A\" --home \"D:\\Prod A\" --port 10940"),
                new("Take over what an instance that is gone has left", "create-instance --instance \"Prod A\" --config \"D:\\Prod A\\Tentacle.config\" --adopt"),
            ],
            [name, configuration, home, port, adopt],
            (parse, _) => Task.FromResult(new Creation(
                host,
                parse.GetValue(name) ?? host.Application.DefaultInstance,
                Options.PathOf(parse, configuration),
                Options.PathOf(parse, home),
                parse.GetValue(port),
                parse.GetValue(adopt)).Plan()),
            locks: true);
    }

    private sealed class Creation(CommandHost host, string name, string? configuration, string? home, int? port, bool adopt)
    {
        private readonly InstanceCatalog _catalog = new(host);

        public Plan Plan()
        {
            name = InstanceName.Check(name);
            if (configuration is not null && Path.GetFileName(configuration).Length == 0)
                throw new InstanceException(InstanceError.IllegalValue, $"{configuration} is a folder. Name a file with --config.");
            var folder = home ?? (configuration is null ? Path.GetFullPath(host.Machine.DefaultHome(host.Application, name)) : Path.GetDirectoryName(configuration)!);
            var record = new InstanceRecord(name, configuration ?? Path.Combine(folder, $"{host.Application.Name}.config"));
            _catalog.RequireFreeName(record);
            _catalog.RequireFreeConfiguration(record);

            var settings = Settings(record);
            var wanted = home ?? Adopted(record, settings) ?? folder;
            _catalog.RequireFreeHome(wanted, record);
            var claim = new HomeClaim(host, record, wanted);
            settings.Home = claim.Folder;
            var chosen = InstanceSettings.CheckPort(port ?? (adopt ? settings.Port ?? throw NoPort(record, settings) : _catalog.NextFreePort()));
            if (settings.NoListen != true)
                _catalog.RequireFreePort(chosen, record, current: null);
            settings.Port = chosen;
            return Plan(record, settings, claim);
        }

        private static CommandException NoPort(InstanceRecord record, InstanceSettings settings) =>
            new(ExitCode.ConfigurationUnusable, $"In the configuration {record.ConfigurationFilePath} {settings.PortProblem}. Name one with --port.");

        // Whoever could write the configuration has named it: it is only believed where an administrator would name the same one.
        private string? Adopted(InstanceRecord record, InstanceSettings settings)
        {
            if (settings.Home is not { } adopted || FolderPath.AreSame(adopted, Path.GetDirectoryName(record.ConfigurationFilePath)!)
                || FolderPath.AreSame(adopted, Path.GetFullPath(host.Machine.DefaultHome(host.Application, name))))
                return settings.Home;
            throw new CommandException(
                ExitCode.Conflict,
                $"The configuration {record.ConfigurationFilePath} names the home {adopted}, which is not the folder that it is in. If it is the right one, name it with: --home \"{adopted}\".");
        }

        private InstanceSettings Settings(InstanceRecord record)
        {
            if (adopt)
                return ConfigurationFile.Read(record);
            return Path.Exists(record.ConfigurationFilePath)
                ? throw new InstanceException(
                    InstanceError.AlreadyExists,
                    $"The configuration file {record.ConfigurationFilePath} exists already. Take it over with --adopt, choose another one with --config, or move it away.")
                : new(new Dictionary<string, string>());
        }

        private Plan Plan(InstanceRecord record, InstanceSettings settings, HomeClaim claim)
        {
            PlannedChange[] changes =
            [
                new(name, $"{(Directory.Exists(settings.Home) ? "Use" : "Create")} the home {settings.Home}"),
                new(name, $"{(adopt ? "Take over" : "Write")} the configuration {record.ConfigurationFilePath}, with port {settings.Port}"),
                new(name, $"Add it to the instances of {host.Application.Name}"),
            ];
            var step = new PlannedStep(changes, (report, _) =>
            {
                // The record comes last: an instance that is listed is complete.
                var created = claim.Make();
                ConfigurationFile.Write(record, settings);
                _catalog.Add(created, keepsConfiguration: adopt);
                report.Done(name, $"Instance '{name}' created: home {settings.Home}, port {settings.Port}.");
                return Task.CompletedTask;
            });
            var script = new CommandText("create-instance")
                .Option("--instance", name)
                .Option("--config", record.ConfigurationFilePath)
                .Option("--home", settings.Home)
                .Option("--port", settings.Port)
                .Flag("--adopt", adopt);
            return new([step], [script]);
        }
    }
}
