using System.Globalization;
using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>The instances that are interrupted: a record, a configuration and a service each, like those of the product.</summary>
internal sealed class Fleet(MaintenanceMachine machine, IWay way, string executable, int firstPort)
{
    /// <summary>Far more than any of these waits takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>ERROR_INTERNAL_ERROR.</summary>
    private const int InternalError = 1359;

    private readonly InstanceStore _store = new(MachineFolder.Current(), Application.Tentacle, new RegistryIndex());
    private readonly List<string> _instances = [];

    /// <summary>What the product works on.</summary>
    public MaintenanceMachine Machine => machine;

    /// <summary>The instances, by number.</summary>
    public IReadOnlyList<string> Instances => _instances;

    /// <summary>Their services, by number.</summary>
    public IReadOnlyList<string> Services => [.. _instances.Select(Application.Tentacle.ServiceName)];

    /// <summary>What the services write down.</summary>
    public Stamps Stamps { get; } = new(Path.Combine(Folder, "Stamps"));

    private static string Folder => Path.Combine(MachineFolder.Current().Path, "Benchmark");

    /// <summary>A file for the log of an installation.</summary>
    public static string Log(string name)
    {
        Directory.CreateDirectory(Folder);
        return Path.Combine(Folder, name + ".log");
    }

    /// <summary>Adds instances until there are so many, none of which runs yet.</summary>
    public void Grow(int count)
    {
        Stamps.Clear();
        while (_instances.Count < count)
        {
            var number = _instances.Count + 1;
            var instance = string.Create(CultureInfo.InvariantCulture, $"bench-{number:000}");
            var record = new InstanceRecord(instance, Path.Combine(Folder, instance + ".config"));
            var port = firstPort + number;
            ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Port = port });
            _store.Add(record);
            var (start, stop) = way.Behaviour;
            var command = string.Create(
                CultureInfo.InvariantCulture,
                $"{Application.ServiceCommandLine(executable, instance)} --port={port} --start={start.TotalMilliseconds:0} --stop={stop.TotalMilliseconds:0} --stamps=\"{Stamps.Folder}\"");
            var name = Application.Tentacle.ServiceName(instance);
            machine.Services.Create(new(name, name, "A service of a benchmark.", command, StartType.Automatic));
            _instances.Add(instance);
        }
    }

    /// <summary>Starts all that do not run.</summary>
    public Task Start() => Start([.. Services.Where(service => machine.Services.Look(service)?.State == ServiceState.Stopped)]);

    /// <summary>Starts these, as fast as the service control manager does it, and waits for the last.</summary>
    public async Task Start(IReadOnlyList<string> services)
    {
        foreach (var service in services)
            RequestStart(service);
        await Task.WhenAll(services.Select(service => Await(service, ServiceState.Running)));
    }

    /// <summary>
    /// Asks one to start; once more when the process that was created for it is gone before it has begun, which is how Wine 8 loses one
    /// in some thousands.
    /// </summary>
    public void RequestStart(string service)
    {
        try
        {
            machine.Services.Request(service, ServiceRequest.Start);
        }
        catch (ServiceException lost) when (lost.NativeErrorCode == InternalError)
        {
            Console.WriteLine($"{lost.Message} Once more.");
            machine.Services.Request(service, ServiceRequest.Start);
        }
    }

    /// <summary>Stops all at once and waits for the last process. The manager is not watched for it, and free for what comes next.</summary>
    public async Task Stop()
    {
        var running = Services.Select(service => machine.Processes.Open(machine.Services.Look(service)!.ProcessId)).OfType<IRunningProcess>().ToList();
        foreach (var service in Services)
            machine.Services.Request(service, ServiceRequest.Stop);
        await Task.WhenAll(running.Select(async process =>
        {
            using (process)
            {
                if (!await process.WaitForExit(Patience, CancellationToken.None))
                    throw new InvalidOperationException($"Not measured. Process {process.Id} goes on.");
            }
        }));
    }

    /// <summary>Takes everything away.</summary>
    public async Task Clear()
    {
        await Stop();
        foreach (var service in Services)
            machine.Services.Delete(service);
        foreach (var instance in _instances)
            _store.Remove(instance);
        Directory.Delete(Folder, recursive: true);
    }

    private async Task Await(string service, ServiceState state)
    {
        var found = await machine.Services.WaitFor(service, state, Patience, CancellationToken.None);
        if (found.State != state)
            throw new InvalidOperationException($"Not measured. {service} is {found.State} and not {state}.");
    }
}
