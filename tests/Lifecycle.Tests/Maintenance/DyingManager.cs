using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>
/// The process that uses it dies at one of its changes: that one and everything after it does not happen, and what was on disk at
/// that moment is what stays there.
/// </summary>
internal sealed class DyingManager(IServiceManager inner, int changes, string disk) : IServiceManager
{
    private readonly Lock gate = new();
    private Dictionary<string, byte[]>? atDeath;
    private int left = changes;

    public IReadOnlyList<Service> List() => Living(inner.List);

    public Service? Find(string name) => Living(() => inner.Find(name));

    public ServiceStatus? Look(string name) => Living(() => inner.Look(name));

    public void Create(ServiceDefinition definition) => Change(() => inner.Create(definition));

    public ServiceConfiguration ReadConfiguration(string name) => Living(() => inner.ReadConfiguration(name));

    public void Reconfigure(string name, ServiceChange change) => Change(() => inner.Reconfigure(name, change));

    public IDisposable HoldRecovery(string name)
    {
        IDisposable? hold = null;
        Change(() => hold = inner.HoldRecovery(name));
        return hold!;
    }

    public void Delete(string name) => Change(() => inner.Delete(name));

    public bool IsClaimed(string name) => Living(() => inner.IsClaimed(name));

    public void Claim(string name) => Change(() => inner.Claim(name));

    public void SetStartType(string name, StartType startType) => Change(() => inner.SetStartType(name, startType));

    public void SetImagePath(string name, string imagePath) => Change(() => inner.SetImagePath(name, imagePath));

    public void Request(string name, ServiceRequest request) => Change(() => inner.Request(name, request));

    public Task<ServiceStatus> WaitFor(string name, ServiceState state, TimeSpan timeout, CancellationToken cancellation) =>
        Living(() => inner.WaitFor(name, state, timeout, cancellation));

    /// <summary>Whether the process has died.</summary>
    public bool IsDead
    {
        get
        {
            lock (gate)
                return atDeath is not null;
        }
    }

    /// <summary>Takes back what the dead process seems to have written after its death.</summary>
    public void RestoreDisk()
    {
        foreach (var file in Directory.GetFiles(disk))
            File.Delete(file);
        foreach (var (file, content) in atDeath!)
            File.WriteAllBytes(file, content);
    }

    private T Living<T>(Func<T> look)
    {
        lock (gate)
        {
            if (atDeath is not null)
                throw new DeadException();
        }

        return look();
    }

    private void Change(Action change)
    {
        lock (gate)
        {
            if (atDeath is null && left-- == 0)
                atDeath = Directory.GetFiles(disk).Where(file => Path.GetFileName(file) != ".lock").ToDictionary(file => file, File.ReadAllBytes);
            if (atDeath is not null)
                throw new DeadException();
        }

        change();
    }

    internal sealed class DeadException() : Exception("The process is dead.");
}
