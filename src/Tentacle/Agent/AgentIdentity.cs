using Octopus.Certificates;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tentacle.Agent;

/// <summary>What makes one agent process different from another.</summary>
/// <param name="Instance">The instance it runs.</param>
/// <param name="Home">Its home directory.</param>
/// <param name="Address">The address it listens on.</param>
/// <param name="Port">The TCP port it listens on.</param>
/// <param name="LogLevel">How much it logs.</param>
/// <param name="Version">The product version it was built as.</param>
internal sealed record AgentIdentity(string Instance, string Home, ListenAddress Address, int Port, AgentLogLevel LogLevel, string Version)
{
    /// <summary>The account of its service; <see langword="null"/> when it has none.</summary>
    public ServiceAccount? Account { get; init; }

    /// <summary>The certificate that its configuration names; <see langword="null"/> when it names none.</summary>
    public VendorCertificate? Vendors { get; init; }

    public string Logs => Path.Combine(Home, "Logs");
}
