using System.CommandLine;
using Octopus.Instances;

namespace Octopus.Cli.Instances;

/// <summary><c>configure</c>: changes settings of an instance.</summary>
internal static class ConfigureCommand
{
    public static Command Build(CommandHost host)
    {
        var name = Options.Instance(host);
        var home = Options.Home();
        var applications = new Option<string?>("--app", "--appdir") { HelpName = "FOLDER", Description = "Where applications are deployed to." };
        var port = Options.Port();
        var command = new Command("configure", "Change the settings of an instance.") { name, home, applications, port };
        command.SetAction(parse => Configure(
            host, parse.GetValue(name), Options.PathOf(parse, home), Options.PathOf(parse, applications), parse.GetValue(port)));
        return command;
    }

    private static void Configure(CommandHost host, string? name, string? home, string? applications, int? port)
    {
        host.RequireElevation();
        if (home is null && applications is null && port is null)
            throw new CommandException(ExitCode.Usage, "Nothing to configure. Name at least one of --home, --app and --port.");

        var catalog = new InstanceCatalog(host);
        var record = catalog.Find(name);
        using var held = host.Store.Lock();
        var settings = ConfigurationFile.Read(record);
        if (home is not null)
        {
            catalog.RequireFreeHome(home, record);
            settings.Home = home;
        }

        if (port is { } chosen)
        {
            catalog.RequireFreePort(chosen, record, settings.Port);
            settings.Port = chosen;
        }

        if (applications is not null)
            settings.Applications = applications;

        if (home is not null)
            Directory.CreateDirectory(home);
        ConfigurationFile.Write(record, settings);
        host.Output.WriteLine($"Instance '{record.Name}' configured. It reads the change when it starts: service --restart --instance \"{record.Name}\".");
    }
}
