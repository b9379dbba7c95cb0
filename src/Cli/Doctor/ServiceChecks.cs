using Octopus.Cli.Inventory;
using Octopus.Cli.Scripts;
using Octopus.Cli.Services;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.Cli.Doctor;

/// <summary>Services: missing, too many, strange, or with a command line that is not theirs; and what those that run answer.</summary>
internal static class ServiceChecks
{
    public static IEnumerable<Finding> Run(CommandHost host, InstanceInventory inventory) =>
        inventory.Instances.SelectMany(view => view.Service is null ? [Missing(inventory, view)] : CommandLine(host, view).Concat(Permissions(host, view)).Concat(Health(host, view)))
            // With its record unreadable, that is the finding; and one that cannot be opened may be its.
            .Concat(inventory.Strays.Where(view => !inventory.Index.Problems.Any(problem => problem.CannotBeOpened || problem.IsInPlaceOf(view.Name))).Select(view => Stray(host, inventory, view)));

    private static Finding Missing(InstanceInventory inventory, InstanceView view) =>
        inventory.Services.StrangerInPlaceOf(view.Name) is { } stranger
            ? new(view.Name, FindingKind.ServiceStranger, stranger, Mend: null)
            : new(view.Name, FindingKind.ServiceMissing, $"Instance '{view.Name}' has no service, so it does not start with the machine.", Service("--install", view.Name));

    private static Finding Stray(CommandHost host, InstanceInventory inventory, InstanceView view)
    {
        var service = view.Service!.Service;
        if (inventory.Instances.Any(instance => IsSame(instance.Name, view.Name)))
        {
            var second = $"Instance '{view.Name}' has a second service, '{service}'. Two agents cannot share a port.";
            return view.Service.WasActive
                ? new(view.Name, FindingKind.ServiceSecond, $"{second} This is the one that runs: see which of the two has the right account and settings, and remove the other.", Mend: null)
                : new(view.Name, FindingKind.ServiceSecond, second, Delete(service));
        }

        var left = Path.Combine(Path.GetFullPath(host.Machine.DefaultHome(host.Application, view.Name)), $"{host.Application.Name}.config");
        var create = new CommandText("create-instance").Option("--instance", view.Name);
        var what = $"The service '{service}' runs instance '{view.Name}', which has no record.";
        return File.Exists(left) ? new(view.Name, FindingKind.ServiceStray, $"{what} Its configuration is still at {left}.", create.Option("--config", left).Flag("--adopt"))
            : view.Service.WasActive ? new(view.Name, FindingKind.ServiceStray, $"{what} It runs, so somebody may need it.", create)
            : new(view.Name, FindingKind.ServiceStray, what, Delete(service));
    }

    private static IEnumerable<Finding> CommandLine(CommandHost host, InstanceView view)
    {
        var service = view.Service!;
        var image = ImagePath.Parse(service.ImagePath, host.ExecutableFiles.Exists);
        var right = Application.ServiceCommandLine(host.Executable, view.Name);
        Finding Wrong(string problem, bool safe) => new(view.Name, FindingKind.ServiceImagePath, problem, Service("--reconfigure", view.Name), safe)
        {
            // Only how the executable is written: its arguments are the administrator's.
            Fix = safe ? () => host.Services.SetImagePath(service.Service, ImagePath.Repoint(service.ImagePath, host.Executable, host.ExecutableFiles.Exists)) : null,
        };

        if (!IsSame(service.Instance, view.Name))
            yield return Wrong($"The service '{service.Service}' of instance '{view.Name}' runs '{service.ImagePath}', which is instance '{service.Instance}'.", safe: false);
        else if (image.Executable.Contains(' ', StringComparison.Ordinal) && !service.ImagePath.TrimStart().StartsWith('"'))
            yield return Wrong($"The command line of the service '{service.Service}' has no quotes around a path with spaces, so Windows may start another program: {service.ImagePath}.", safe: true);
        else if (!new ServiceArguments(image).RunsAgent)
            yield return Wrong($"The service '{service.Service}' of instance '{view.Name}' runs '{service.ImagePath}' and not '{right}'.", safe: false);
    }

    private static IEnumerable<Finding> Permissions(CommandHost host, InstanceView view)
    {
        if (view is not { Settings: not null, Description: { Account.Length: > 0 } service })
            yield break;
        var protection = new InstanceProtection(host, view.Record!);
        var account = ServiceAccount.Parse(service.Account);
        if (protection.Trespassers(account) is not { Count: > 0 } trespassers)
            yield break;
        yield return new(
            view.Name,
            FindingKind.Permissions,
            $"{string.Join(", ", trespassers)} may use {string.Join(" and ", protection.Kept)}, with the settings and the key of instance '{view.Name}', which are for {account} alone.",
            Service("--reconfigure", view.Name),
            safe: true)
        {
            Fix = () => protection.Apply(account),
        };
    }

    private static IEnumerable<Finding> Health(CommandHost host, InstanceView view)
    {
        var restart = Service("--restart", view.Name);
        switch (view.Health)
        {
            // Nobody can be asked without settings, and that is a finding of its own.
            case InstanceHealth.Silent when view.Settings is not null:
                yield return new(view.Name, FindingKind.Unhealthy, $"Instance '{view.Name}' runs and does not answer: {view.Answer!.Problem}.", restart);
                break;
            case InstanceHealth.Impostor:
                yield return new(view.Name, FindingKind.Unhealthy, $"Process {view.Answer!.ProcessId}, which says it is instance '{view.Answer.Instance}', answers in place of '{view.Name}'.", restart);
                break;
            case InstanceHealth.Healthy when view.Version != host.Version:
                yield return new(view.Name, FindingKind.VersionOutdated, $"Instance '{view.Name}' still runs version {view.Version}, and {host.Version} is installed.", restart);
                break;
        }
    }

    private static CommandText Service(string verb, string instance) => new CommandText("service").Flag(verb).Option("--instance", instance);

    private static CommandText Delete(string service) => CommandText.OfProgram("sc.exe").Flag("delete").Value(service);

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
