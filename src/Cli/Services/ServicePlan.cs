using Octopus.Cli.Maintenance;
using Octopus.Cli.Instances;
using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Instances;
using Octopus.Lifecycle;

namespace Octopus.Cli.Services;

/// <summary>
/// Plans what the verbs do to the services of instances. All stop at once and all start at once; an instance for which something
/// is in the way is refused and keeps the others from nothing.
/// </summary>
internal sealed class ServicePlan
{
    private readonly CommandHost _host;
    private readonly ServiceVerbs _verbs;
    private readonly ServiceSettings _settings;
    private readonly InstanceServices _services;
    private readonly List<(InstanceRecord Record, InstanceState? Installed, IReadOnlyList<PlannedStep> Setup)> _instances = [];
    private readonly List<RefusedInstance> _refused = [];

    private ServicePlan(CommandHost host, ServiceVerbs verbs, ServiceSettings settings)
    {
        _host = host;
        _verbs = verbs;
        _settings = settings;
        _services = new(host);
    }

    /// <summary>The plan.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="records">The instances.</param>
    /// <param name="isEvery">Whether they are simply all there are: one for which the verbs mean nothing is left out.</param>
    /// <param name="verbs">What to do.</param>
    /// <param name="settings">What those that are installed or reconfigured shall be.</param>
    public static Plan Of(CommandHost host, IReadOnlyList<InstanceRecord> records, bool isEvery, ServiceVerbs verbs, ServiceSettings settings)
    {
        MaintenanceGuard.RequireNone(host, verbs.Start);
        var plan = new ServicePlan(host, verbs, settings);
        foreach (var record in records)
            plan.Add(record, isEvery, isAlone: records.Count == 1 && !isEvery);
        return plan.Make();
    }

    private void Add(InstanceRecord record, bool isEvery, bool isAlone)
    {
        var installed = _services.Of(record.Name);
        if (isEvery && installed is null && !_verbs.Install)
        {
            _host.Error.WriteLine($"Warning: instance '{record.Name}' has no service and is left out.");
            return;
        }

        try
        {
            Require(record, installed);
            // Here, where what one service refuses to tell is that instance's matter only.
            _instances.Add((record, installed, [.. Setup(record, installed)]));
        }
        catch (Exception refused) when (!isAlone && Failure.IsKnown(refused))
        {
            _refused.Add(new(record.Name, Failure.ExitCodeOf(refused), Failure.MessageOf(refused)));
        }
    }

    /// <summary>Checks everything that can be checked before the first verb changes anything.</summary>
    private void Require(InstanceRecord record, InstanceState? installed)
    {
        if (_services.StrangerInPlaceOf(record.Name) is { } stranger && (installed is null || IsMade(installed)))
            throw new CommandException(ExitCode.Conflict, stranger);

        if (installed is null && !_verbs.Install)
        {
            throw new CommandException(
                ExitCode.ServiceNotInstalled,
                $"Instance '{record.Name}' has no service. Install it with: {_host.Told(new CommandText("service").Flag("--install").Option("--instance", record.Name))}.");
        }

        // Windows would only mark it for deletion, and refuse the name until it has stopped.
        if (_verbs is { Uninstall: true, Stop: false } && installed is { WasActive: true })
        {
            throw new CommandException(
                ExitCode.Conflict,
                $"The service '{installed.Service}' of instance '{record.Name}' has not stopped, so it is not removed. Add --stop to stop it first.");
        }

        if (_verbs.Install || _verbs.Reconfigure || _verbs.Start)
            ConfigurationFile.Read(record);
        if (_verbs.Install || _verbs.Reconfigure)
            new InstanceCatalog(_host).RequireOwnConfiguration(record);
        if (IsMade(installed))
            _settings.AccountOf(_host.Application.ServiceName(record.Name));
        else if (IsChanged(installed) && !_verbs.Stop && installed is { WasActive: true }
            && _settings.OfExisting.AccountOf(installed.Service) is { } account && account != _host.Services.ReadConfiguration(installed.Service).Account)
        {
            // Its files are about to be another account's.
            throw new CommandException(
                ExitCode.Conflict,
                $"The service '{installed.Service}' of instance '{record.Name}' runs, and would lose its home to {account}. Add --restart, or --stop.");
        }
    }

    private Plan Make()
    {
        var installed = _instances.Where(instance => instance.Installed is not null)
            .Select(instance => new InstanceService(instance.Record.Name, instance.Installed!.Service)).ToList();
        var steps = new List<PlannedStep>();
        if (_verbs.Stop && installed.Count > 0)
            steps.Add(ServiceSteps.Stop(_host, installed));
        if (_verbs.Uninstall)
            steps.AddRange(installed.Select(service => ServiceSteps.Remove(_host, service)));
        steps.AddRange(_instances.SelectMany(instance => instance.Setup));
        if (_verbs.Start)
        {
            // After a stop it always runs, whatever became of the steps between: what ran does not stay down because another one failed.
            steps.Add(ServiceSteps.Start(_host, _instances.Select(instance => Started(instance.Record, instance.Installed))) with { PutsBack = _verbs.Stop });
        }

        return new(steps, [.. _instances.Select(instance => SettingsOf(instance.Installed).Script(_verbs.Script(instance.Record.Name)))]) { Refused = _refused };
    }

    private IEnumerable<PlannedStep> Setup(InstanceRecord record, InstanceState? before)
    {
        var setup = new ServiceSetup(_host, record, SettingsOf(before));
        return IsMade(before) ? setup.Install() : IsChanged(before) ? setup.Reconfigure(before!) : [];
    }

    private ServiceSettings SettingsOf(InstanceState? installed) => IsMade(installed) ? _settings : _settings.OfExisting;

    private bool IsMade(InstanceState? installed) => _verbs.Install && (installed is null || _verbs.Uninstall);

    // As with the vendor: a script that installs can run again.
    private bool IsChanged(InstanceState? installed) => installed is not null && !_verbs.Uninstall && (_verbs.Install || _verbs.Reconfigure);

    // A new one has the usual name, whatever the old one was called.
    private InstanceService Started(InstanceRecord record, InstanceState? installed) =>
        new(record.Name, IsMade(installed) ? _host.Application.ServiceName(record.Name) : installed!.Service);
}
