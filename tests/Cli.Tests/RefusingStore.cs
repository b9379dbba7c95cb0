using Octopus.Instances;

namespace Octopus.Tests.Cli;

/// <summary>An index whose files somebody holds: they are read and not changed.</summary>
internal sealed class RefusingStore(IInstanceStore store) : IInstanceStore
{
    public Application Application => store.Application;

    public InstanceIndex Read() => store.Read();

    public IDisposable Lock() => store.Lock();

    public void RequireFree(InstanceRecord record) => store.RequireFree(record);

    public void Add(InstanceRecord record) => throw Held(record.Name);

    public void Rename(string name, InstanceRecord record) => throw Held(name);

    public void Remove(string name) => throw Held(name);

    private static IOException Held(string name) => new($"The record of {name} could not be replaced. Somebody has it open.");
}
