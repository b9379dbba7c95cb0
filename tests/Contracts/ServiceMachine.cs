using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>A machine to put services on: one in memory and one real. What a test puts there is gone after it.</summary>
public abstract class ServiceMachine : IDisposable
{
    /// <summary>Long enough for a process to start on a busy machine; reached by failing tests only.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A wait that is meant to run out.</summary>
    public static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(300);

    private readonly Stack<string> created = new();

    public abstract IServiceManager Services { get; }

    public abstract IProcesses Processes { get; }

    /// <summary>Why this machine cannot delay a start, or <see langword="null"/> when it can.</summary>
    public virtual string? NoDelayedStart => null;

    /// <summary>Why this machine does not know who depends on a service, or <see langword="null"/> when it does.</summary>
    public virtual string? NoDependents => null;

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

    public async Task<Service> Start(string name, CancellationToken cancellation)
    {
        Services.Request(name, ServiceRequest.Start);
        return await Services.WaitFor(name, ServiceState.Running, Patience, cancellation);
    }

    public void Dispose()
    {
        var failures = new List<Exception>();
        while (created.TryPop(out var name))
            Collect(failures, () => Remove(name));
        GC.SuppressFinalize(this);
        if (failures.Count > 0)
            throw new AggregateException("The test left services behind.", failures);
    }

    protected abstract string CommandLine(ServiceBehaviour behaviour);

    protected virtual void Behave(string name, ServiceBehaviour behaviour)
    {
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
        catch (Exception e) when (e is ServiceException or System.ComponentModel.Win32Exception)
        {
            failures.Add(e);
        }
    }
}
