using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle;

/// <summary>A machine in memory with our executable on it, in a time of its own.</summary>
internal sealed class TestMachine
{
    public const string Tentacle = @"C:\Program Files\Octopus Deploy\Tentacle\Tentacle.exe";
    public const string Foreign = @"C:\Program Files\Foreign\Foreign.exe";

    public TestMachine()
    {
        Services = new(Time);
        Files = new FakeExecutableFiles(Services.Processes).Add(Tentacle).Add(Foreign);
        Health = new(Services);
        Engine = new(Services, Services.Processes, Files, Health, Time);
    }

    public JumpingTime Time { get; } = new();

    public FakeServiceManager Services { get; }

    public FakeExecutableFiles Files { get; }

    public FakeHealthProbe Health { get; }

    public LifecycleEngine Engine { get; set; }

    /// <summary>What the engine reported, in order.</summary>
    public List<InstanceOutcome> Reported { get; } = [];

    public static string ServiceOf(string instance) => Application.Tentacle.ServiceName(instance);

    /// <summary>Adds an instance's service, and returns it as discovery would record it.</summary>
    public InstanceState Add(
        string instance,
        ServiceState state = ServiceState.Running,
        ServiceFault fault = ServiceFault.None,
        int startSeconds = 0,
        int stopSeconds = 0,
        StartType startType = StartType.Automatic,
        string? runs = null)
    {
        Services.Add(
            ServiceOf(instance),
            Application.ServiceCommandLine(Tentacle, instance),
            state,
            startType,
            new(fault, TimeSpan.FromSeconds(startSeconds), TimeSpan.FromSeconds(stopSeconds)) { Runs = runs });
        return Record(instance);
    }

    /// <summary>The instance as it is now.</summary>
    public InstanceState Record(string instance)
    {
        var service = Services.Find(ServiceOf(instance))!;
        return new(instance, service.Name, Tentacle, service.State, service.StartType, service.ProcessId) { ImagePath = service.ImagePath };
    }

    public ServiceState StateOf(string instance) => Services.Find(ServiceOf(instance))!.State;

    public Task<IReadOnlyList<InstanceOutcome>> Stop(params InstanceState[] instances) =>
        Time.Drive(Engine.Stop(instances, Timeouts.Stop, Reported.Add, CancellationToken.None));

    public Task<IReadOnlyList<InstanceOutcome>> Start(params InstanceState[] instances) =>
        Time.Drive(Engine.Start(instances, Timeouts.Start, null, Reported.Add, CancellationToken.None));
}
