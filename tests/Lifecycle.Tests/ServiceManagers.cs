using Octopus.Services;

namespace Octopus.Tests.Lifecycle;

/// <summary>Hands everything on; the basis of managers that get in the way.</summary>
internal abstract class PassingManager(IServiceManager inner) : IServiceManager
{
    public virtual IReadOnlyList<Service> List() => inner.List();

    public virtual Service? Find(string name) => inner.Find(name);

    public virtual ServiceStatus? Look(string name) => inner.Look(name);

    public virtual void Create(ServiceDefinition definition) => inner.Create(definition);

    public virtual ServiceConfiguration ReadConfiguration(string name) => inner.ReadConfiguration(name);

    public virtual void Reconfigure(string name, ServiceChange change) => inner.Reconfigure(name, change);

    public virtual IDisposable HoldRecovery(string name) => inner.HoldRecovery(name);

    public virtual void Delete(string name) => inner.Delete(name);

    public virtual bool IsClaimed(string name) => inner.IsClaimed(name);

    public virtual void Claim(string name) => inner.Claim(name);

    public virtual void SetStartType(string name, StartType startType) => inner.SetStartType(name, startType);

    public virtual void SetImagePath(string name, string imagePath) => inner.SetImagePath(name, imagePath);

    public virtual void Request(string name, ServiceRequest request) => inner.Request(name, request);

    public virtual Task<ServiceStatus> WaitFor(string name, ServiceState state, TimeSpan timeout, CancellationToken cancellation) =>
        inner.WaitFor(name, state, timeout, cancellation);
}

/// <summary>Denies every change of one service.</summary>
internal sealed class RefusingManager(IServiceManager inner, string refused) : PassingManager(inner)
{
    public override void Delete(string name)
    {
        Refuse(name);
        base.Delete(name);
    }

    public override void SetStartType(string name, StartType startType)
    {
        Refuse(name);
        base.SetStartType(name, startType);
    }

    public override void Request(string name, ServiceRequest request)
    {
        Refuse(name);
        base.Request(name, request);
    }

    private void Refuse(string name)
    {
        if (name == refused)
            throw new ServiceException(name, ServiceError.AccessDenied, 5, $"access denied to {name}");
    }
}

/// <summary>Keeps whoever asks for a change of one service until released.</summary>
internal sealed class BlockingManager(IServiceManager inner, string blocked) : PassingManager(inner), IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ManualResetEventSlim released = new();

    /// <summary>Whether nobody released in time.</summary>
    public bool GaveUp { get; private set; }

    public void Release() => released.Set();

    public override void Request(string name, ServiceRequest request)
    {
        if (name == blocked)
            GaveUp |= !released.Wait(Patience);
        base.Request(name, request);
    }

    public void Dispose() => released.Dispose();
}

/// <summary>Looks at something each time before a change is made.</summary>
internal sealed class WatchingManager(IServiceManager inner, Func<object?> look) : PassingManager(inner)
{
    private readonly Lock gate = new();

    /// <summary>What was seen, once for each change.</summary>
    public List<object?> Seen { get; } = [];

    public override void SetStartType(string name, StartType startType)
    {
        Look();
        base.SetStartType(name, startType);
    }

    public override void SetImagePath(string name, string imagePath)
    {
        Look();
        base.SetImagePath(name, imagePath);
    }

    public override void Request(string name, ServiceRequest request)
    {
        Look();
        base.Request(name, request);
    }

    private void Look()
    {
        lock (gate)
            Seen.Add(look());
    }
}
