using Octopus.Certificates;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tentacle.Agent;

/// <summary>What makes one agent process different from another.</summary>
/// <param name="Instance">The instance it runs.</param>
/// <param name="Home">Its home directory.</param>
/// <param name="Address">The address it listens on.</param>
/// <param name="Port">The TCP port it listens on; <see langword="null"/> when it opens none.</param>
/// <param name="LogLevel">How much it logs.</param>
/// <param name="Version">The product version it was built as.</param>
internal sealed record AgentIdentity(string Instance, string Home, ListenAddress Address, int? Port, AgentLogLevel LogLevel, string Version)
{
    /// <summary>The account of its service; <see langword="null"/> when it has none.</summary>
    public ServiceAccount? Account { get; init; }

    /// <summary>The certificate that its configuration names; <see langword="null"/> when it names none.</summary>
    public VendorCertificate? Vendors { get; init; }

    /// <summary>What is odd about its settings and does not keep it from running.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Where it listens, for people.</summary>
    public string Place => Port is { } port ? $"on address {Address}, port {port}" : "without a port";

    public string Logs => Path.Combine(Home, "Logs");
}
