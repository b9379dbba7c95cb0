using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>
/// A machine to put services, processes and files on: one in memory and one real. What a test puts there is gone after it.
/// </summary>
public abstract class ServiceMachine : IDisposable
{
    /// <summary>Long enough for a process to start on a busy machine; reached by failing tests only.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A wait that is meant to run out.</summary>
    public static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(300);

    private readonly Stack<string> created = new();
    private readonly Stack<IRunningProcess> started = new();

    public abstract IServiceManager Services { get; }

    public abstract IProcesses Processes { get; }

    public abstract IExecutableFiles Files { get; }

    /// <summary>The process that <see cref="StartProcess"/> starts others from.</summary>
    public abstract int OwnProcess { get; }

    /// <summary>What the processes run.</summary>
    public abstract string Executable { get; }

    /// <summary>An empty folder of this test's own.</summary>
    public abstract string Folder { get; }

    /// <summary>Why this machine cannot delay a start, or <see langword="null"/> when it can.</summary>
    public virtual string? NoDelayedStart => null;

    /// <summary>Why this machine does not know who depends on a service, or <see langword="null"/> when it does.</summary>
    public virtual string? NoDependents => null;

    /// <summary>Why this machine has no failure actions, or <see langword="null"/> when it has.</summary>
    public virtual string? NoRecovery => null;

    /// <summary>A name that no other test uses.</summary>
    public static string UniqueName(string text = "service") => $"Octopus contract: {text} {Guid.NewGuid():N}";

    public string Install(ServiceBehaviour? behaviour = null, StartType startType = StartType.Manual, params string[] dependsOn)
    {
        var name = UniqueName();
        Create(new ServiceDefinition(name, name, "A service of a test.", CommandLine(behaviour ?? ServiceBehaviour.Normal), startType) { DependsOn = dependsOn });
        Behave(name, behaviour ?? ServiceBehaviour.Normal);
        return name;
    }

    public void Create(ServiceDefinition definition)
    {
        Services.Create(definition);
        created.Push(definition.Name);
    }

    public async Task<ServiceStatus> Start(string name, CancellationToken cancellation)
    {
        Services.Request(name, ServiceRequest.Start);
        return await Services.WaitFor(name, ServiceState.Running, Patience, cancellation);
    }

    /// <summary>Starts a process that runs until somebody ends it.</summary>
    public int StartProcess() => Keep(Launch());

    /// <summary>Starts a process that listens for a request to end.</summary>
    public int StartListener() => Keep(LaunchListener());

    /// <summary>Starts a process that holds a file against writing.</summary>
    public int StartHolder(string path) => Keep(LaunchHolder(path));

    /// <summary>Starts a process that has started another.</summary>
    public (int Parent, int Child) StartFamily()
    {
        var (parent, child) = LaunchFamily();
        return (Keep(parent), Keep(child));
    }

    /// <summary>Starts processes that end at once, one after the other, until cancelled.</summary>
    public abstract void ComeAndGo(CancellationToken cancellation);

    /// <summary>Makes a file in the folder; names of folders may stand before its own.</summary>
    public abstract string AddFile(string name);

    public void Dispose()
    {
        var failures = new List<Exception>();
        while (started.TryPop(out var process))
            Collect(failures, () => End(process));
        while (created.TryPop(out var name))
            Collect(failures, () => Remove(name));
        Collect(failures, Clean);
        GC.SuppressFinalize(this);
        if (failures.Count > 0)
            throw new AggregateException("The test left something behind.", failures);
    }

    protected abstract string CommandLine(ServiceBehaviour behaviour);

    protected virtual void Behave(string name, ServiceBehaviour behaviour)
    {
    }

    protected abstract int Launch();

    protected abstract int LaunchListener();

    protected abstract int LaunchHolder(string path);

    protected abstract (int Parent, int Child) LaunchFamily();

    protected virtual void Clean()
    {
    }

    private int Keep(int id)
    {
        started.Push(Processes.Open(id)!);
        return id;
    }

    private static void End(IRunningProcess process)
    {
        using (process)
            process.Terminate();
    }

    private void Remove(string name)
    {
        if (Services.Find(name) is not { } service)
            return;

        using (var process = service.ProcessId == 0 ? null : Processes.Open(service.ProcessId))
            process?.Terminate();
        try
        {
            Services.Delete(name);
        }
        catch (ServiceException e) when (e.Error is ServiceError.NotFound or ServiceError.MarkedForDeletion)
        {
            // The test deleted it itself.
        }
    }

    private static void Collect(List<Exception> failures, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is ServiceException or System.ComponentModel.Win32Exception or IOException)
        {
            failures.Add(e);
        }
    }
}
