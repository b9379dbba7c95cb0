using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Octopus.Certificates;
using Octopus.Tests.Support;

namespace Octopus.Tests.Tentacle.Agent.Tls;

/// <summary>The operating system's TLS is the other side here: what servers will call the agent with.</summary>
[TestClass]
public sealed class AgentTlsServerTests
{
    [TestMethod]
    [DataRow("RSA 2048", SslProtocols.Tls12)]
    [DataRow("RSA 2048", SslProtocols.Tls13)]
    [DataRow("ECDSA P-256", SslProtocols.Tls12)]
    [DataRow("ECDSA P-256", SslProtocols.Tls13)]
    [DataRow("ECDSA P-384", SslProtocols.Tls12)]
    [DataRow("ECDSA P-384", SslProtocols.Tls13)]
    [DataRow("ECDSA P-521", SslProtocols.Tls12)]
    [DataRow("ECDSA P-521", SslProtocols.Tls13)]
    public async Task Other_programs_shake_hands_with_any_certificate_and_see_its_thumbprint(string kind, SslProtocols version)
    {
        using var source = OtherCertificate.OfKind(kind);
        await using var agent = new RunningAgent();
        agent.Certificate.Save(CertificateReader.Read(source.Pfx(), "x", OtherCertificate.Password));
        await agent.Start();

        using var client = new TcpClient();
        await client.ConnectAsync(agent.Local);
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate!.GetCertHashString() == source.Thumbprint);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "agent", EnabledSslProtocols = version });

        Assert.AreEqual(version, tls.SslProtocol);
    }
}
