using System.CommandLine;
using Microsoft.Extensions.Hosting.WindowsServices;
using Octopus.Certificates;
using Octopus.Cli;
using Octopus.Cli.Help;
using Octopus.Cli.Instances;
using Octopus.Cli.Services;
using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tentacle.Agent;

/// <summary><c>run</c>: the agent itself, in a terminal or as a service.</summary>
internal static class RunCommand
{
    /// <summary>The number of the event log's entry for a service that failed; docs/administration.md has all of them.</summary>
    public const int FailedEvent = 5;

    public static Command Build(CommandHost host)
    {
        var name = Options.Instance(host);
        var command = new DocumentedCommand(
            "run",
            "Run the agent of an instance. Its service runs this; in a terminal, Ctrl+C ends it.",
            [new("See why an instance does not start", "run --instance \"Prod A\"")])
        {
            name,
        };
        command.Aliases.Add("agent");
        command.SetAction((parse, cancellation) => Run(host, parse.GetValue(name), cancellation));
        return command;
    }

    private static async Task Run(CommandHost host, string? name, CancellationToken cancellation)
    {
        // Started by an installation itself, when the files are as they shall be, it may run. A service is held by its start type and by
        // files that are not there: nothing that anybody could hold open or leave behind decides whether it runs.
        if (!WindowsServiceHelpers.IsWindowsService())
            MaintenanceNotice.RefuseDuring(host.Machine, host.Maintenance.Processes, "The agent does not start", evenWhileStarting: false);
        var record = new InstanceCatalog(host).Find(name);
        var settings = ConfigurationFile.Read(record);
        var home = record.HomeWith(settings) ?? throw Unconfigured(record, settings.HomeProblem is { } problem ? $"home that can be used: {problem}" : "home", "--home FOLDER");
        Require(record, settings.PortProblem, "port", "--port PORT");
        Require(record, settings.NoListenProblem, "NoListen setting", "--noListen false");
        Require(record, settings.ListenAddressProblem, "listen address", "--listen-address any");
        var level = settings.LogLevel ?? InstanceSettings.DefaultLogLevel;

        // An installation that replaces the executables asks every agent outside a service to end, and so does nobody else.
        using var end = EndRequest.Listen();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);
        // Whoever starts it: an administrator in a terminal leaves the key to the account of the service.
        var identity = new AgentIdentity(record.Name, home, settings.ListenAddress!, settings.OpenPort, level, host.Version)
        {
            Account = InstanceAccount.Of(host, record.Name),
            Vendors = VendorCertificate.In(record, settings, host.MachineSecrets),
            Warnings = [.. Warnings(host, record, settings, home)],
        };
        await AgentHost.Run(identity, new WindowsFolderProtection(), ended.Token).ConfigureAwait(false);
    }

    private static IEnumerable<string> Warnings(CommandHost host, InstanceRecord record, InstanceSettings settings, string home)
    {
        if (settings.LogLevelProblem is { } noLevel)
            yield return $"In {record.ConfigurationFilePath} {noLevel}; it logs as with {InstanceSettings.DefaultLogLevel}. Set it with: configure --log-level LEVEL --instance \"{record.Name}\".";
        // Scripts for the vendor's agent make several instances with one home.
        foreach (var other in new InstanceCatalog(host).Sharing(home, record))
            yield return $"Its home {home} is that of instance '{other}' too, and so is its certificate: to their servers they are the same. Give one of them a home of its own with: configure --home FOLDER --instance \"{record.Name}\".";
    }

    private static void Require(InstanceRecord record, string? problem, string what, string option)
    {
        if (problem is not null)
            throw Unconfigured(record, $"{what} that can be used: {problem}", option);
    }

    private static CommandException Unconfigured(InstanceRecord record, string what, string option) =>
        new(ExitCode.ConfigurationUnusable,
            $"Instance '{record.Name}' has no {what}. Set it with: configure {option} --instance \"{record.Name}\".");
}
