using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.Support;

/// <summary>What an installation wrote down about itself, in memory.</summary>
public sealed class FakeProductRecord : IProductRecord
{
    public string? Folder { get; set; }

    public string? Version { get; set; }
}
