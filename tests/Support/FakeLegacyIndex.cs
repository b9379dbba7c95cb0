using Octopus.Instances;

namespace Octopus.Tests.Support;

/// <summary>The registry index in memory: the same entries for every application.</summary>
public sealed class FakeLegacyIndex(params IEnumerable<InstanceRecord> entries) : ILegacyIndex
{
    private readonly List<InstanceRecord> entries = [.. entries];

    /// <summary>What reading it ends with from now on; <see langword="null"/> for the entries.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>What taking an entry away ends with from now on; <see langword="null"/> for without it.</summary>
    public Exception? RemovalRefusal { get; set; }

    public IReadOnlyList<InstanceRecord> Read(Application application) => Refusal is null ? [.. entries] : throw Refusal;

    public bool Remove(Application application, string name) =>
        RemovalRefusal is not null ? throw RemovalRefusal : entries.RemoveAll(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) > 0;
}
