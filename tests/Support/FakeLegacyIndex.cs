using Octopus.Instances;

namespace Octopus.Tests.Support;

/// <summary>The registry index in memory: the same entries for every application.</summary>
public sealed class FakeLegacyIndex(params IEnumerable<InstanceRecord> entries) : ILegacyIndex
{
    private readonly List<InstanceRecord> entries = [.. entries];

    public IReadOnlyList<InstanceRecord> Read(Application application) => [.. entries];

    public bool Remove(Application application, string name) =>
        entries.RemoveAll(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) > 0;
}
