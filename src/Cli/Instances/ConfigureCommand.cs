using System.CommandLine;
using Octopus.Cli.Certificates;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Cli.Services;
using Octopus.Instances;

namespace Octopus.Cli.Instances;

/// <summary><c>configure</c>: changes settings of an instance, or of several.</summary>
internal static class ConfigureCommand
{
    public static Command Build(CommandHost host)
    {
        var names = InstanceSelection.Option(host);
        var home = Options.Home();
        var applications = new Option<string?>("--app", "--appdir") { HelpName = "FOLDER", Description = "Where applications are deployed to." };
        var port = Options.Port();
        var address = new Option<string?>("--listen-address", "--listenIpAddress")
        {
            HelpName = "IP|any",
            Description = "The address of this machine that it listens on; any for all of them.",
        };
        var trust = Thumbprints("--trust", "The thumbprint of a server to trust, also several times.");
        var removed = Thumbprints("--remove-trust", "The thumbprint of a server to trust no longer, also several times.");
        var reset = new Option<bool>("--reset-trust") { Description = "Trust no server any more, beside those of --trust." };
        var level = new Option<string?>("--log-level")
        {
            HelpName = "LEVEL",
            Description = $"How much it logs: {string.Join(", ", InstanceSettings.LogLevels)}. {InstanceSettings.DefaultLogLevel} when it was never set.",
        };
        level.CompletionSources.Add([.. InstanceSettings.LogLevels.Select(known => known.ToString())]);
        var noListen = new Option<bool?>("--noListen")
        {
            HelpName = "true|false",
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (bool.TryParse(text, out var said))
                    return said;
                result.AddError($"'{text}' is neither true nor false. Choose one of them for --noListen.");
                return null;
            },
            Description = "Whether it opens no port. Administrators of the machine can ask for its health all the same.",
        };
        return ChangeCommand.Build(
            host,
            "configure",
            "Change the settings of an instance. It reads them when it starts.",
            [
                new("Let an instance listen on another port", "configure --instance \"Prod A\" --port 10941"),
                new("Trust a new server and no other, in every instance", "configure --instance * --reset-trust --trust 77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6"),
                new("Look for a fault", "configure --instance \"Prod A\" --log-level Debug"),
            ],
            [names, home, applications, port, address, trust, removed, reset, level, noListen],
            (parse, _) => Task.FromResult(MakePlan(host, parse.GetValue(names), new()
            {
                Home = Options.PathOf(parse, home),
                Applications = Options.PathOf(parse, applications),
                Port = parse.GetValue(port) is { } number ? InstanceSettings.CheckPort(number) : null,
                ListenAddress = parse.GetValue(address) is { } text ? ListenAddress.Check(text) : null,
                LogLevel = parse.GetValue(level) is { } word ? InstanceSettings.CheckLogLevel(word) : null,
                NoListen = parse.GetValue(noListen),
                ResetTrust = parse.GetValue(reset),
                RemovedTrust = parse.GetValue(removed) ?? [],
                AddedTrust = [.. (parse.GetValue(trust) ?? []).Select(Thumbprint.Check)],
            })),
            locks: true);
    }

    private static Option<string[]> Thumbprints(string name, string description) => new(name)
    {
        HelpName = "THUMBPRINT",
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private static Plan MakePlan(CommandHost host, string[]? names, SettingsChange change)
    {
        if (change.IsEmpty)
        {
            throw new CommandException(
                ExitCode.Usage,
                "Nothing to configure. Name at least one of --home, --app, --port, --listen-address, --noListen, --trust, --remove-trust, --reset-trust and --log-level.");
        }

        var records = InstanceSelection.Find(host, names);
        if (records.Count > 1 && change.IsOfOneInstance)
            throw new CommandException(ExitCode.Usage, "--home, --port and --noListen false are for one instance each. Name one with --instance, or leave them out.");
        return new([.. records.Select(record => Step(host, record, change))], [.. records.Select(record => Script(record, change))]);
    }

    private static PlannedStep Step(CommandHost host, InstanceRecord record, SettingsChange change)
    {
        ConfigurationPlace.Require(host, record);
        var settings = ConfigurationFile.Read(record);
        RequireFree(host, record, settings, change);
        var claim = change.Home is { } home ? new HomeClaim(host, record, home) : null;
        change = change with { Home = claim?.Folder };
        var oldHome = record.HomeWith(settings);
        var changes = change.ApplyTo(settings, record);
        if (claim is { IsMade: false })
            changes = [.. changes, $"Mark {claim.Folder} as its home, and write it into its record"];
        if (changes.Count == 0)
            return PlannedStep.Of(record.Name, "Leave it as it is: it has these settings", () => $"Instance '{record.Name}' has these settings already.");

        var move = CertificateMove(host, record, oldHome, change.Home);
        return new([.. changes.Concat(move?.Change ?? []).Select(what => new PlannedChange(record.Name, what))], (report, _) =>
        {
            var changed = claim is { IsMade: false } ? claim.Make() : record;
            if (change.ListenAddress is { One: { } address } && !host.Ports.HasAddress(address))
                report.Warn($"This machine has no address {address} now, and instance '{record.Name}' does not start until it has. See that it is right.");
            move?.Run();
            var before = ConfigurationFile.Read(record);
            ConfigurationFile.Write(record, settings);
            // Last: until then it is the instance that it was.
            if (changed != record)
                Record(host, record, changed, before);
            Protect(host, changed, isMoved: change.Home is not null, report);
            report.Done(record.Name, $"Instance '{record.Name}' configured. It reads the change when it starts: {host.Told(new CommandText("service").Flag("--restart").Option("--instance", record.Name))}.");
            return Task.CompletedTask;
        });
    }

    private static void Record(CommandHost host, InstanceRecord record, InstanceRecord changed, InstanceSettings before)
    {
        try
        {
            host.Store.Rename(record.Name, changed);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            ConfigurationPlace.Require(host, record);
            ConfigurationFile.Write(record, before);
            throw;
        }
    }

    // A new home is for the account of the service as the old one was, and so is a file that was just written.
    private static void Protect(CommandHost host, InstanceRecord record, bool isMoved, ChangeReport report)
    {
        if (InstanceAccount.Of(host, record.Name) is not { } account)
            return;
        var protection = new InstanceProtection(host, record);
        if (!isMoved)
        {
            protection.ApplyToConfiguration(account);
            return;
        }

        protection.Apply(account);
        foreach (var left in protection.Left(account))
            report.Warn(left);
    }

    private static void RequireFree(CommandHost host, InstanceRecord record, InstanceSettings settings, SettingsChange change)
    {
        var catalog = new InstanceCatalog(host);
        catalog.RequireOwnConfiguration(record);
        if (change.Home is { } home)
            catalog.RequireFreeHome(home, record);
        if (change.OpenedPort(settings) is { } port)
            catalog.RequireFreePort(port, record, settings.OpenPort);
    }

    // The certificate is in the home: without it the instance would be another one to its servers.
    private static (string[] Change, Action Run)? CertificateMove(CommandHost host, InstanceRecord record, string? oldHome, string? newHome)
    {
        if (oldHome is null || newHome is null)
            return null;
        var from = new InstanceCertificate(host, record, oldHome).File;
        var to = new InstanceCertificate(host, record, newHome).File;
        return !from.Exists || to.Exists ? null : ([$"Copy its certificate to {to.Folder}"], () => to.Save(from.Load()));
    }

    private static CommandText Script(InstanceRecord record, SettingsChange change)
    {
        var script = new CommandText("configure")
            .Option("--instance", record.Name)
            .Option("--home", change.Home)
            .Option("--app", change.Applications)
            .Option("--port", change.Port)
            .Option("--listen-address", change.ListenAddress)
            .Option("--noListen", change.NoListen)
            .Flag("--reset-trust", change.ResetTrust);
        foreach (var thumbprint in change.RemovedTrust)
            script.Option("--remove-trust", thumbprint);
        foreach (var thumbprint in change.AddedTrust)
            script.Option("--trust", thumbprint);
        return script.Option("--log-level", change.LogLevel);
    }
}
