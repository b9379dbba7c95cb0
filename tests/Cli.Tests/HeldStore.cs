using Octopus.Instances;

namespace Octopus.Tests.Cli;

/// <summary>An index one of whose records somebody has open to himself, so that nobody can read it.</summary>
/// <param name="inner">The index.</param>
/// <param name="path">The file.</param>
/// <param name="instance">Whose record it is.</param>
internal sealed class HeldStore(IInstanceStore inner, string path, string instance) : IInstanceStore
{
    public Application Application => inner.Application;

    public InstanceIndex Read()
    {
        var index = inner.Read();
        return new(
            [.. index.Instances.Where(record => record.Name != instance)],
            [.. index.Problems, new(path, "cannot be opened (somebody has it open)") { CannotBeOpened = true }]);
    }

    public IDisposable Lock() => inner.Lock();

    public void RequireFree(InstanceRecord record) => inner.RequireFree(record);

    public void Add(InstanceRecord record) => inner.Add(record);

    public void Rename(string name, InstanceRecord record) => inner.Rename(name, record);

    public void Remove(string name) => inner.Remove(name);
}
