using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>
/// A service control manager in memory. It answers as Windows does (the contract tests run against both), lets services
/// misbehave on request and writes down what happened.
/// </summary>
public sealed class FakeServiceManager(TimeProvider time) : IServiceManager
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, FakeService> services = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> log = [];

    /// <summary>The processes that the services run in.</summary>
    public FakeProcesses Processes { get; } = new(time);

    /// <summary>What happened, in order: <c>stop A</c> for a request, <c>A Stopped</c> for a new state, <c>A Disabled</c> for a start type,
    /// <c>A runs "C:\a.exe" run</c> for a command line.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (gate)
                return [.. log];
        }
    }

    /// <summary>Adds a service that is in a state already, for arranging a test.</summary>
    public FakeServiceManager Add(
        string name, string imagePath, ServiceState state = ServiceState.Stopped, StartType startType = StartType.Automatic, ServiceBehaviour? behaviour = null)
    {
        lock (gate)
        {
            Register(new ServiceDefinition(name, name, "", imagePath, startType));
            services[name].Behaviour = behaviour ?? ServiceBehaviour.Normal;
            services[name].Arrange(state);
            log.Clear();
            return this;
        }
    }

    /// <summary>Makes a service behave so from now on.</summary>
    public void Behave(string name, ServiceBehaviour behaviour)
    {
        lock (gate)
            services[name].Behaviour = behaviour;
    }

    /// <summary>From now on this caller may not read what the service is, or change it; that it is there, and what it does, everybody sees.</summary>
    public FakeServiceManager Hide(string name)
    {
        lock (gate)
            services[name].IsHidden = true;
        return this;
    }

    /// <summary>Services whose whole configuration this caller may not read; what a list tells of them he may.</summary>
    public HashSet<string> Secrets { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Services that nobody may delete.</summary>
    public HashSet<string> Undeletable { get; } = new(StringComparer.OrdinalIgnoreCase);
    /// <summary>Services that somebody else has made and nobody has claimed.</summary>
    public HashSet<string> Unclaimed { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Another program holds the service open: deleted, it stays until that program lets go.</summary>
    public FakeServiceManager HoldOpen(string name)
    {
        lock (gate)
            services[name].IsHeldOpen = true;
        return this;
    }

    /// <summary>The other program lets go.</summary>
    public void LetGo(string name)
    {
        lock (gate)
        {
            services[name].IsHeldOpen = false;
            RemoveWhenStopped(services[name]);
        }
    }

    /// <summary>The process of a running service dies.</summary>
    public void Kill(string name)
    {
        using var process = Processes.Open(Find(name)!.ProcessId);
        process!.Terminate();
    }

    public IReadOnlyList<Service> List()
    {
        lock (gate)
            return [.. services.Values.Select(service => service.Snapshot())];
    }

    public Service? Find(string name)
    {
        lock (gate)
            return services.GetValueOrDefault(name) is not { } service ? null : Readable(service, "looked up").Snapshot();
    }

    public ServiceStatus? Look(string name)
    {
        lock (gate)
            return services.GetValueOrDefault(name)?.Snapshot().Status;
    }

    public void Create(ServiceDefinition definition)
    {
        lock (gate)
        {
            Register(definition);
            Unclaimed.Remove(definition.Name);
        }
    }

    public void Delete(string name)
    {
        lock (gate)
        {
            var service = Changeable(name, "deleted");
            if (Undeletable.Contains(name))
                throw Refuse(name, "deleted", ServiceError.AccessDenied);
            Write($"delete {service.Name}");
            service.DeletePending = true;
            RemoveWhenStopped(service);
        }
    }

    public ServiceConfiguration ReadConfiguration(string name)
    {
        lock (gate)
        {
            var service = Readable(services.GetValueOrDefault(name) ?? throw Refuse(name, "queried", ServiceError.NotFound), "queried");
            return Secrets.Contains(name) ? throw Refuse(name, "queried", ServiceError.AccessDenied) : service.Configuration;
        }
    }

    public bool IsClaimed(string name)
    {
        lock (gate)
            return services.ContainsKey(name) && !Unclaimed.Contains(name);
    }

    public void Claim(string name)
    {
        lock (gate)
        {
            Unclaimed.Remove(Changeable(name, "claimed").Name);
            Write($"claim {name}");
        }
    }

    /// <summary>The password that a service was given last.</summary>
    public ServicePassword? PasswordOf(string name)
    {
        lock (gate)
            return services[name].Password;
    }

    public void Reconfigure(string name, ServiceChange change)
    {
        lock (gate)
        {
            var service = Changeable(name, "reconfigured");
            service.Reconfigure(change);
            Write($"reconfigure {service.Name}");
        }
    }

    public IDisposable HoldRecovery(string name)
    {
        lock (gate)
            Changeable(name, "kept from its failure actions").RecoveryHolds++;
        return new RecoveryHold(this, name);
    }

    /// <summary>Windows does this, and starts nothing, each time the service fails: it runs a command, or restarts the machine.</summary>
    public void OnFailure(string name, Action action)
    {
        lock (gate)
            services[name].OnFailure = action;
    }

    public void SetStartType(string name, StartType startType)
    {
        lock (gate)
        {
            var service = Changeable(name, $"set to start type {startType}");
            service.StartType = startType;
            Write($"{service.Name} {startType}");
        }
    }

    public void SetImagePath(string name, string imagePath)
    {
        lock (gate)
        {
            var service = Changeable(name, "given another command line");
            if (service.ImagePath == imagePath)
                return;
            service.ImagePath = imagePath;
            Write($"{service.Name} runs {imagePath}");
        }
    }

    public void Request(string name, ServiceRequest request)
    {
        lock (gate)
        {
            if (request == ServiceRequest.Start)
                Start(name);
            else
                Control(name, request);
        }
    }

    public async Task<ServiceStatus> WaitFor(string name, ServiceState state, TimeSpan timeout, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        var started = time.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            Service service;
            Task signal;
            lock (gate)
            {
                var watched = services.GetValueOrDefault(name) ?? throw Refuse(name, "watched", ServiceError.NotFound);
                (service, signal) = (watched.Snapshot(), watched.Changed);
            }

            var remaining = timeout - time.GetElapsedTime(started);
            if (service.State == state || service.State == ServiceState.Stopped || remaining <= TimeSpan.Zero)
                return service.Status;

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(signal, Task.Delay(remaining, time, stop.Token));
            await stop.CancelAsync();
        }
    }

    /// <summary>Called by a service, under the lock, when its state has changed.</summary>
    internal void Changed(FakeService service)
    {
        Write($"{service.Name} {service.State}");
        RemoveWhenStopped(service);
    }

    /// <summary>Runs under the lock after a while; at once when the while is zero.</summary>
    internal void After(TimeSpan delay, Action action)
    {
        if (delay == TimeSpan.Zero)
        {
            action();
            return;
        }

        ITimer? timer = null;
        timer = time.CreateTimer(
            _ =>
            {
                lock (gate)
                    action();
                timer?.Dispose();
            },
            null, delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs under the lock.</summary>
    internal void Locked(Action action)
    {
        lock (gate)
            action();
    }

    private void Register(ServiceDefinition definition)
    {
        if (services.TryGetValue(definition.Name, out var existing))
            throw Refuse(definition.Name, "created", existing.DeletePending ? ServiceError.MarkedForDeletion : ServiceError.AlreadyExists);

        services.Add(definition.Name, new FakeService(this, definition));
        Write($"create {definition.Name}");
    }

    private void Start(string name)
    {
        var service = Changeable(name, "started");
        if (service.State != ServiceState.Stopped)
            throw Refuse(name, "started", ServiceError.AlreadyRunning);
        if (service.StartType == StartType.Disabled)
            throw Refuse(name, "started", ServiceError.Disabled);

        foreach (var dependency in service.DependsOn.Where(needed => services.GetValueOrDefault(needed)?.State == ServiceState.Stopped))
            Start(dependency);
        if (service.Behaviour.Fault == ServiceFault.CannotLogOn)
        {
            service.FailToLogOn();
            throw Refuse(name, "started", ServiceError.LogonFailed);
        }

        Write($"start {service.Name}");
        service.Start();
    }

    private void Control(string name, ServiceRequest request)
    {
        var service = services.GetValueOrDefault(name) ?? throw Refuse(name, "controlled", ServiceError.NotFound);
        if (service.State == ServiceState.Stopped)
            throw Refuse(name, "controlled", ServiceError.NotRunning);
        if (service.State is not (ServiceState.Running or ServiceState.Paused))
            throw Refuse(name, "controlled", ServiceError.CannotAcceptControl);
        if (request == ServiceRequest.Stop && services.Values.Any(other => other.State != ServiceState.Stopped && other.Needs(name)))
            throw Refuse(name, "stopped while services that depend on it run", ServiceError.DependentsRunning);

        Write($"{request.ToString().ToLowerInvariant()} {service.Name}");
        service.Control(request);
    }

    private FakeService Changeable(string name, string attempt)
    {
        var service = Readable(services.GetValueOrDefault(name) ?? throw Refuse(name, attempt, ServiceError.NotFound), attempt);
        return service.DeletePending ? throw Refuse(name, attempt, ServiceError.MarkedForDeletion) : service;
    }

    private sealed class RecoveryHold(FakeServiceManager owner, string name) : IDisposable
    {
        public void Dispose() => owner.Locked(() =>
        {
            if (owner.services.TryGetValue(name, out var service))
                service.RecoveryHolds--;
        });
    }

    private static FakeService Readable(FakeService service, string attempt) =>
        service.IsHidden ? throw Refuse(service.Name, attempt, ServiceError.AccessDenied) : service;

    private void RemoveWhenStopped(FakeService service)
    {
        if (service is { DeletePending: true, IsHeldOpen: false, State: ServiceState.Stopped })
            services.Remove(service.Name);
    }

    private void Write(string entry) => log.Add(entry);

    private static ServiceException Refuse(string name, string attempt, ServiceError error) =>
        new(name, error, 0, $"The service '{name}' could not be {attempt}: {error}.");
}
