using Octopus.Instances;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>An instance that a journey sets up, and how it should be before and after.</summary>
internal sealed record ArrangedInstance(string Name, bool Runs, StartType StartType = StartType.Automatic)
{
    /// <summary>The machine the issue describes: three that run, one that is stopped, one that is disabled.</summary>
    public static readonly IReadOnlyList<ArrangedInstance> Five =
    [
        new("Tentacle", Runs: true),
        new("Prod A", Runs: true),
        new("blue", Runs: true),
        new("idle", Runs: false, StartType.Manual),
        new("off", Runs: false, StartType.Disabled),
    ];

    public string Service => Application.Tentacle.ServiceName(Name);

    public string Configuration => Path.Combine(MachineFolder.Current().DefaultHome(Application.Tentacle, Name), "Tentacle.config");

    public string Record => Path.Combine(MachineFolder.Current().Instances(Application.Tentacle), $"{InstanceName.Slug(Name)}.config");

    public int Port => ConfigurationFile.Read(new(Name, Configuration)).Port!.Value;

    public void Create(TentacleExe tentacle)
    {
        tentacle.Do("create-instance", "--instance", Name);
        if (Runs)
            tentacle.Do("service", "--install", "--start", "--instance", Name);
        else
            tentacle.Do("service", "--install", "--instance", Name);
        if (StartType != StartType.Automatic)
            ServiceTable.Manager.SetStartType(Service, StartType);
    }

    /// <summary>Makes the same without the command line, which takes its time, for journeys with many. It is not started.</summary>
    public void Register(int port)
    {
        var record = new InstanceRecord(Name, Configuration);
        Directory.CreateDirectory(Path.GetDirectoryName(Configuration)!);
        ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Home = Path.GetDirectoryName(Configuration), Port = port });
        new InstanceStore(MachineFolder.Current(), Application.Tentacle, new RegistryIndex()).Add(record);
        ServiceTable.Manager.Create(new(
            Service, Service, $"Octopus Deploy: Tentacle instance '{Name}'", Application.ServiceCommandLine(InstallFolder.Tentacle, Name), StartType));
    }

    /// <summary>What can be seen of it now.</summary>
    public InstanceSight Look()
    {
        var service = ServiceTable.Get(Service);
        return new(Name, service.State, service.StartType, service.ProcessId, HealthClient.Ask(Port), File.ReadAllText(Configuration));
    }
}

/// <summary>An instance as it is seen from outside at one moment.</summary>
internal sealed record InstanceSight(
    string Name, ServiceState State, StartType StartType, int ProcessId, Health? Health, string Configuration);
