using System.Net;
using System.Net.Sockets;
using Octopus.Certificates;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Lifecycle.Health;
using Octopus.Tests.Support;

namespace Octopus.Tests.Tentacle.Agent;

/// <summary>An agent does what its settings say.</summary>
[TestClass]
public sealed class AgentHostTests
{
    private static readonly HealthAnswer Healthy = HealthAnswer.From(RunningAgent.Instance, "1.2.3", Environment.ProcessId);

    [TestMethod]
    [DataRow("any")]
    [DataRow("127.0.0.2")]
    [DataRow("::1")]
    public async Task Agent_is_healthy_at_the_address_it_is_configured_for(string address)
    {
        await using var agent = new RunningAgent(ListenAddress.Check(address));

        Assert.AreEqual(Healthy, await agent.Start());
    }

    [TestMethod]
    [DataRow("any", "127.0.0.1", "::1")]
    [DataRow("::", "127.0.0.1", "::1")]
    [DataRow("0.0.0.0", "127.0.0.1")]
    public async Task Agent_on_every_address_takes_connections_of_each_family_that_it_says(string address, params string[] reached)
    {
        await using var agent = new RunningAgent(ListenAddress.Check(address));
        await agent.Start();

        foreach (var family in new[] { "127.0.0.1", "::1" }.Select(IPAddress.Parse))
            Assert.AreEqual(reached.Contains(family.ToString()), await Takes(family, agent.Port), $"{family} of {address}");
    }

    [TestMethod]
    public async Task What_is_odd_about_its_settings_is_in_its_log()
    {
        await using var agent = new RunningAgent(warnings: "Its home is that of instance 'Prod B' too.");

        await agent.Start();

        Assert.Contains("[WRN] Its home is that of instance 'Prod B' too.", agent.Log);
    }

    [TestMethod]
    public async Task Agent_that_listens_on_one_address_answers_on_no_other()
    {
        await using var agent = new RunningAgent(ListenAddress.Check("127.0.0.2"));
        await agent.Start();
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        var refusal = await Assert.ThrowsExactlyAsync<SocketException>(
            () => other.ConnectAsync(new IPEndPoint(IPAddress.Loopback, agent.Local.Port)));

        Assert.AreEqual(SocketError.ConnectionRefused, refusal.SocketErrorCode);
    }

    [TestMethod]
    public async Task Agent_whose_port_is_taken_fails_and_names_address_and_port()
    {
        await using var agent = new RunningAgent(ListenAddress.Check("127.0.0.2"));
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(agent.Local);
        taken.Listen();

        await agent.Start();

        var failure = await Assert.ThrowsExactlyAsync<CommandException>(agent.Stop);
        Assert.AreEqual(ExitCode.AgentFailed, failure.ExitCode);
        Assert.StartsWith($"Instance 'Prod A' could not run on address 127.0.0.2, port {agent.Local.Port}: ", failure.Message);
    }

    [TestMethod]
    public async Task Agent_without_a_certificate_makes_one_and_tells_its_thumbprint()
    {
        await using var agent = new RunningAgent();

        await agent.Start();

        Assert.Contains($"Its certificate has the thumbprint {agent.Certificate.Load().Thumbprint}", agent.Log);
    }

    [TestMethod]
    [DataRow("RSA 2048")]
    [DataRow("RSA 1024")]
    [DataRow("ECDSA P-256")]
    [DataRow("ECDSA P-384")]
    [DataRow("ECDSA P-521")]
    public async Task Agent_with_any_imported_certificate_is_healthy_and_keeps_it(string kind)
    {
        using var source = OtherCertificate.OfKind(kind);
        await using var agent = new RunningAgent();
        agent.Certificate.Save(
            CertificateReader.Read(source.Pfx(), "x", OtherCertificate.Password));

        Assert.AreEqual(Healthy, await agent.Start());
        Assert.AreEqual(source.Thumbprint, agent.Certificate.Load().Thumbprint);
        Assert.AreEqual(kind == "RSA 1024", agent.Log.Contains("has a weak key, RSA 1024", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Agent_becomes_whom_its_configuration_names()
    {
        using var source = OtherCertificate.Rsa();
        await using var agent = new RunningAgent(vendors: Named(source.Thumbprint, source));

        Assert.AreEqual(Healthy, await agent.Start());

        Assert.AreEqual(source.Thumbprint, agent.Certificate.Load().Thumbprint);
        Assert.Contains($"[WRN] The certificate {source.Thumbprint} was taken over from the configuration", agent.Log);
    }

    [TestMethod]
    public async Task Agent_does_not_start_as_another_one_than_its_configuration_names()
    {
        using var source = OtherCertificate.Ecdsa();
        await using var agent = new RunningAgent(vendors: Named(source.Thumbprint, null));

        await agent.Start();

        var refusal = await Assert.ThrowsExactlyAsync<CertificateException>(agent.Stop);
        Assert.AreEqual(CertificateError.NotTakenOver, refusal.Error);
        Assert.IsFalse(agent.Certificate.Exists);
        Assert.Contains($"[FTL] Instance Prod A does not start. {refusal.Message}", agent.Log);
        Assert.DoesNotContain("   at ", agent.Log);
    }

    [TestMethod]
    public async Task Agent_with_another_certificate_than_its_configuration_names_says_so()
    {
        using var source = OtherCertificate.Ecdsa();
        await using var agent = new RunningAgent(vendors: Named(new string('A', Thumbprint.Length), null));
        agent.Certificate.Save(CertificateReader.Read(source.Pem, "x", null));

        Assert.AreEqual(Healthy, await agent.Start());

        Assert.Contains($"[WRN] The configuration names the certificate {new string('A', Thumbprint.Length)}, and this instance has {source.Thumbprint}.", agent.Log);
    }

    [TestMethod]
    [DataRow(AgentLogLevel.Verbose, true, true)]
    [DataRow(AgentLogLevel.Debug, true, true)]
    [DataRow(AgentLogLevel.Information, true, false)]
    [DataRow(AgentLogLevel.Warning, false, false)]
    [DataRow(AgentLogLevel.Fatal, false, false)]
    public async Task Log_has_what_the_level_asks_for(AgentLogLevel level, bool starts, bool connections)
    {
        await using var agent = new RunningAgent(level: level);

        await agent.Start();

        var log = agent.Log;
        Assert.AreEqual(starts, log.Contains("[INF] Tentacle 1.2.3 starts instance Prod A", StringComparison.Ordinal), log);
        Assert.AreEqual(connections, log.Contains("[DBG]", StringComparison.Ordinal), log);
    }

    private static VendorCertificate Named(string thumbprint, OtherCertificate? value) => VendorCertificate.In(
        new(RunningAgent.Instance, "Tentacle.config"),
        new(new Dictionary<string, string>()) { CertificateThumbprint = thumbprint, VendorCertificate = value is null ? null : Convert.ToBase64String(value.Pfx(null)) },
        new FakeMachineSecrets())!;

    private static async Task<bool> Takes(IPAddress address, int port)
    {
        using var connection = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await connection.ConnectAsync(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }
}
