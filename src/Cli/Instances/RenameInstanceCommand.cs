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
/// cannot rename a service, so there is a new one, as the old one was. Until the instance has its new name whatever fails is taken back.
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
                var renaming = new Renaming(host, new InstanceCatalog(host).Find(parse.GetValue(name)), InstanceName.Check(parse.GetValue(to)!));
                return Task.FromResult(renaming.MakePlan(() => ChangeCommand.IsWhatIf(parse) ? password.Find(parse) ?? "" : password.Require(parse)));
            });
    }

    private sealed class Renaming(CommandHost host, InstanceRecord record, string name)
    {
        private readonly InstanceRecord _renamed = record with { Name = name };
        private readonly InstanceState? _installed = new InstanceServices(host).Of(record.Name);
        private readonly string _service = host.Application.ServiceName(name);

        private bool _isBegun;
        private bool _isMade;
        private bool _isRenamed;

        // The same service in the eyes of Windows when only the case changes.
        private bool KeepsService => _installed is not null && _installed.Service.Equals(_service, StringComparison.OrdinalIgnoreCase);

        public Plan MakePlan(Func<string> password)
        {
            MaintenanceGuard.RequireNone(host, starts: _installed is { ComesBack: true });
            if (name == record.Name)
                throw new InstanceException(InstanceError.AlreadyExists, $"The instance is called '{name}' already. Choose another name.");
            if (!InstanceName.IsSame(InstanceName.Slug(name), InstanceName.Slug(record.Name)))
                host.Store.RequireFree(_renamed);
            new InstanceCatalog(host).RequireOwnConfiguration(record);
            if (!KeepsService && host.Services.Find(_service) is not null)
                throw new CommandException(ExitCode.Conflict, $"There is a service '{_service}' already. Choose another name, or remove it if nobody needs it.");

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
            yield return KeepsService ? ChangeBack(configuration) : RemoveNew(configuration);
            if (_installed.ComesBack)
                yield return Only(() => !_isRenamed && host.Services.Find(old.Service) is { State: ServiceState.Stopped }, ServiceSteps.Start(host, [old])) with { Undoes = true };

            // It goes by its new name, so that there is no way back from here, only to the end.
            if (!KeepsService)
                yield return Only(() => _isRenamed, ServiceSteps.Remove(host, old)) with { PutsBack = true };
            if (_installed.ComesBack)
                yield return Only(() => _isRenamed, ServiceSteps.Start(host, [new(record.Name, KeepsService ? _installed.Service : _service) { AnswersAs = name }])) with { PutsBack = true };
        }

        private static PlannedStep Only(Func<bool> when, PlannedStep step) =>
            step with { Run = (report, cancellation) => when() ? step.Run(report, cancellation) : Task.CompletedTask };

        private PlannedStep Rename() => PlannedStep.Of(record.Name, $"Call the instance '{name}'", () =>
        {
            ConfigurationFile.TryRead(record, out var settings, out _);
            var isOurs = record.Home is not null && new InstanceHome(host, record, settings).WhyNotOurs() is null;
            host.Store.Rename(record.Name, _renamed);
            // The home is as much its own as it was.
            if (isOurs)
                Mark(record.Home!);
            _isRenamed = true;
            return $"Instance '{record.Name}' is now '{name}'.";
        });

        private void Mark(string home)
        {
            try
            {
                new HomeMark(host.Application.Name, name).Write(home);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                host.Store.Rename(name, record);
                throw;
            }
        }

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
            _isMade = true;
            host.Services.Reconfigure(_installed.Service, new() { ImagePath = CommandLine(), DisplayName = _service, Description = ServiceSetup.Description(host, name) });
            return "";
        });

        private PlannedStep ChangeBack(ServiceConfiguration old) => PlannedStep.Of(record.Name, $"Let the service '{_installed!.Service}' run instance '{record.Name}' again", () =>
        {
            if (_isMade && !_isRenamed)
                host.Services.Reconfigure(_installed.Service, new() { ImagePath = old.ImagePath, DisplayName = old.DisplayName, Description = old.Description });
            return "";
        }) with { Undoes = true };

        private PlannedStep RemoveNew(ServiceConfiguration old)
        {
            var remove = ServiceSteps.Remove(host, new(record.Name, _service));
            return remove with
            {
                Undoes = true,
                Run = async (report, cancellation) =>
                {
                    if (_isRenamed)
                        return;
                    if (_isMade)
                        await remove.Run(report, cancellation).ConfigureAwait(false);
                    if (_isBegun && AccountOfNew(old) != old.Account)
                        LetIn(old.Account, report);
                },
            };
        }

        private PlannedStep CreateService(ServiceConfiguration old, ServicePassword? password)
        {
            var account = AccountOfNew(old);
            return new(
                [new(record.Name, $"Install the service '{_service}' like '{_installed!.Service}', to run as {account}")],
                (report, _) =>
                {
                    _isBegun = true;
                    if (account != old.Account)
                        LetIn(account, report);
                    host.Services.Create(new(_service, _service, ServiceSetup.Description(host, name), CommandLine(), old.StartType)
                    {
                        Account = account,
                        Password = password,
                        DependsOn = old.DependsOn,
                        Recovery = old.Recovery,
                    });
                    _isMade = true;
                    report.Done(record.Name, $"{record.Name}: service '{_service}' installed");
                    foreach (var dependent in host.Services.List().Where(service => service.DependsOn.Contains(_installed.Service, StringComparer.OrdinalIgnoreCase)))
                        report.Warn($"The service '{dependent.Name}' depends on '{_installed.Service}', which is now called '{_service}'. Change it with: {host.Told(CommandText.OfProgram("sc.exe").Flag("config").Value(dependent.Name).Option("depend=", Dependencies(dependent)))}.");
                    return Task.CompletedTask;
                });
        }

        // sc.exe takes all of them at once, with slashes between; what is left out is lost.
        private string Dependencies(Service dependent) => string.Join(
            '/', dependent.DependsOn.Select(needed => needed.Equals(_installed!.Service, StringComparison.OrdinalIgnoreCase) ? _service : needed));

        private ServiceAccount AccountOfNew(ServiceConfiguration old) =>
            old.Account.Name.Equals(ServiceAccount.Virtual(_installed!.Service).Name, StringComparison.OrdinalIgnoreCase) ? ServiceAccount.Virtual(_service) : old.Account;

        // Its name can be mended without its settings too.
        private void LetIn(ServiceAccount account, ChangeReport report)
        {
            if (!ConfigurationFile.TryRead(record, out _, out _))
                return;
            var protection = new InstanceProtection(host, record);
            protection.Apply(account);
            foreach (var left in protection.Left(account))
                report.Warn(left);
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
