using System.CommandLine;
using Octopus.Cli.Maintenance;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Cli.Secrets;
using Octopus.Cli.Services;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Watch;
using Octopus.Services;

namespace Octopus.Cli.Instances;

/// <summary>
/// <c>rename-instance</c>: another name for the instance and its service. Home, configuration, port and certificate stay. Windows
/// cannot rename a service, so there is a new one, as the old one was.
/// </summary>
internal static class RenameInstanceCommand
{
    public static Command Build(CommandHost host)
    {
        var name = Options.Instance(host);
        var to = new Option<string>("--as") { HelpName = "NAME", Description = "Its new name.", Required = true };
        var password = new SecretInput(host, "the password of the service's account", "--password", "OCTOPUS_SERVICE_PASSWORD").AlsoPlain();
        return ChangeCommand.Build(
            host,
            "rename-instance",
            "Give an instance and its service another name. Its home and settings stay where they are.",
            [
                new("Rename one; it runs again afterwards if it ran", "rename-instance --instance \"Prod A\" --as \"Production\""),
                new("Rename one whose account has a password", "rename-instance --instance \"Prod A\" --as \"Production\" --password-file password.txt"),
            ],
            [name, to, .. password.Options],
            (parse, _) =>
            {
                var renaming = new Renaming(host, new InstanceCatalog(host).Find(parse.GetValue(name)), parse.GetValue(to)!);
                return Task.FromResult(renaming.MakePlan(() => ChangeCommand.IsWhatIf(parse) ? password.Find(parse) ?? "" : password.Require(parse)));
            });
    }

    private sealed class Renaming(CommandHost host, InstanceRecord record, string name)
    {
        private readonly InstanceRecord _renamed = record with { Name = name };
        private readonly InstanceState? _installed = new InstanceServices(host).Of(record.Name);
        private readonly string _service = host.Application.ServiceName(name);

        // The same service in the eyes of Windows when only the case changes.
        private bool KeepsService => _installed is not null && _installed.Service.Equals(_service, StringComparison.OrdinalIgnoreCase);

        public Plan MakePlan(Func<string> password)
        {
            MaintenanceGuard.RequireNone(host, starts: _installed is { ComesBack: true });
            InstanceName.Check(name);
            if (name == record.Name)
                throw new InstanceException(InstanceError.AlreadyExists, $"The instance is called '{name}' already. Choose another name.");
            if (!InstanceName.Slug(name).Equals(InstanceName.Slug(record.Name), StringComparison.OrdinalIgnoreCase))
                host.Store.RequireFree(_renamed);
            if (!KeepsService && host.Services.Find(_service) is not null)
                throw new CommandException(ExitCode.Conflict, $"There is a service '{_service}' already. Remove it if nobody needs it, or choose another name.");

            var script = new CommandText("rename-instance").Option("--instance", record.Name).Option("--as", name);
            if (_installed is null)
                return new([Rename(), .. Watch()], [script]);

            var configuration = host.Services.ReadConfiguration(_installed.Service);
            var secret = configuration.Account.NeedsPassword && !KeepsService ? new ServicePassword(password()) : null;
            return new([.. Steps(configuration, secret), .. Watch()], [script.Secret("--password", secret is not null)]);
        }

        private IEnumerable<PlannedStep> Steps(ServiceConfiguration configuration, ServicePassword? password)
        {
            var old = new InstanceService(record.Name, _installed!.Service);
            if (_installed.WasActive)
                yield return ServiceSteps.Stop(host, [old]);
            yield return KeepsService ? ChangeService() : CreateService(configuration, password);
            yield return Rename();
            if (!KeepsService)
                yield return ServiceSteps.Remove(host, old);
            if (_installed.ComesBack)
                yield return ServiceSteps.Start(host, [new(record.Name, KeepsService ? _installed.Service : _service) { AnswersAs = name }]);
        }

        private PlannedStep Rename() => PlannedStep.Of(record.Name, $"Call the instance '{name}'", () =>
        {
            ConfigurationFile.TryRead(record, out var settings, out _);
            var isOurs = record.Home is not null && new InstanceHome(host, record, settings).WhyNotOurs() is null;
            host.Store.Rename(record.Name, _renamed);
            // The home is as much its own as it was.
            if (isOurs)
                new HomeMark(host.Application.Name, name).Write(record.Home!);
            return $"Instance '{record.Name}' is now '{name}'.";
        });

        // Who is watched by name is watched by the new one.
        private IEnumerable<PlannedStep> Watch()
        {
            var file = new WatchdogSettingsFile(host.Machine, host.Application);
            if (file.Read() is not { } settings || !settings.Scope.Names.Contains(record.Name, StringComparer.OrdinalIgnoreCase))
                yield break;
            yield return PlannedStep.Of(record.Name, $"Let the watchdog watch '{name}'", () =>
            {
                var names = settings.Scope.Names.Select(watched => watched.Equals(record.Name, StringComparison.OrdinalIgnoreCase) ? name : watched);
                file.Write(settings with { Scope = WatchScope.Of(names) });
                return $"The watchdog watches '{name}'.";
            });
        }

        private PlannedStep ChangeService() => PlannedStep.Of(record.Name, $"Let the service '{_installed!.Service}' run instance '{name}'", () =>
        {
            host.Services.Reconfigure(_installed.Service, new() { ImagePath = CommandLine(), DisplayName = _service, Description = ServiceSetup.Description(host, name) });
            return "";
        });

        private PlannedStep CreateService(ServiceConfiguration old, ServicePassword? password)
        {
            var account = old.Account.Name.Equals(ServiceAccount.Virtual(_installed!.Service).Name, StringComparison.OrdinalIgnoreCase)
                ? ServiceAccount.Virtual(_service)
                : old.Account;
            var isReadable = ConfigurationFile.TryRead(record, out _, out _);
            return new(
                [new(record.Name, $"Install the service '{_service}' like '{_installed.Service}', to run as {account}")],
                (report, _) =>
                {
                    // Its name can be mended without its settings too.
                    if (account != old.Account && isReadable)
                    {
                        var protection = new InstanceProtection(host, record);
                        protection.Apply(account);
                        foreach (var left in protection.Left(account))
                            report.Warn(left);
                    }

                    host.Services.Create(new(_service, _service, ServiceSetup.Description(host, name), CommandLine(), old.StartType)
                    {
                        Account = account,
                        Password = password,
                        DependsOn = old.DependsOn,
                        Recovery = old.Recovery,
                    });
                    report.Done(record.Name, $"{record.Name}: service '{_service}' installed");
                    foreach (var dependent in host.Services.List().Where(service => service.DependsOn.Contains(_installed.Service, StringComparer.OrdinalIgnoreCase)))
                        report.Warn($"The service '{dependent.Name}' depends on '{_installed.Service}', which is now called '{_service}'. Change it with: sc.exe config \"{dependent.Name}\" depend= \"{_service}\".");
                    return Task.CompletedTask;
                });
        }

        // What an administrator has added stays.
        private string CommandLine()
        {
            var now = ImagePath.Parse(_installed!.ImagePath, host.ExecutableFiles.Exists);
            var usual = Application.ServiceCommandLine(now.Executable, record.Name);
            return _installed.ImagePath.StartsWith(usual, StringComparison.OrdinalIgnoreCase)
                ? Application.ServiceCommandLine(now.Executable, name) + _installed.ImagePath[usual.Length..]
                : Application.ServiceCommandLine(host.Executable, name);
        }
    }
}
