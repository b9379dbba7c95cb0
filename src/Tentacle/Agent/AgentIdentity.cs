namespace Octopus.Tentacle.Agent;

/// <summary>What makes one agent process different from another.</summary>
/// <param name="Instance">The instance it runs.</param>
/// <param name="Home">Its home directory.</param>
/// <param name="Port">The TCP port it listens on.</param>
/// <param name="Version">The product version it was built as.</param>
internal sealed record AgentIdentity(string Instance, string Home, int Port, string Version)
{
    public string Logs => Path.Combine(Home, "Logs");

    public string Certificate => Path.Combine(Home, "Certificate", "agent.pem");
}
