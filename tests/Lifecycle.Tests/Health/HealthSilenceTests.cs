using System.Net;
using System.Net.Sockets;
using Octopus.Lifecycle.Health;
using Org.BouncyCastle.Tls;

namespace Octopus.Tests.Lifecycle.Health;

/// <summary>Whatever goes wrong on the way is an answer that says what.</summary>
[TestClass]
public sealed class HealthSilenceTests : HealthTest
{
    [TestMethod]
    public async Task Nobody_listens()
    {
        int port;
        using (var free = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            port = ((IPEndPoint)free.LocalEndPoint!).Port;
        }

        Add(Instance, port);

        Assert.AreEqual(HealthAnswer.Silence($"nobody listens on port {port}"), await Ask());
    }

    [TestMethod]
    public async Task Connection_is_reset() => IsSilent("broke (", await Ask(async connection =>
    {
        await connection.ShakeHands();
        connection.Reset();
    }));

    [TestMethod]
    public async Task Connection_ends_before_the_handshake() => IsSilent("ended the connection while shaking hands", await Ask(connection =>
    {
        connection.Dispose();
        return Task.CompletedTask;
    }), "broke (");

    [TestMethod]
    public async Task Connection_ends_after_the_handshake() => IsSilent("ended the connection", await Ask(async connection =>
    {
        await connection.ShakeHands();
        await connection.Close();
    }), "broke (");

    [TestMethod]
    public async Task Server_speaks_no_TLS() => IsSilent("does not speak TLS", await Ask(async connection =>
    {
        await connection.WritePlain(TestAgent.Http(TestAgent.Body()));
        await connection.WaitForEnd();
    }));

    [TestMethod]
    public async Task Server_speaks_another_TLS() => IsSilent("does not speak TLS", await Ask(
        connection => connection.ReadRequest(ProtocolVersion.TLSv12, [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA])));

    [TestMethod]
    [DataRow("404 Not Found", "404")]
    [DataRow("503 Service Unavailable", "503")]
    [DataRow("204 No Content", "204")]
    [DataRow("301 Moved Permanently", "301")]
    public async Task Status_is_another_than_200(string status, string number) =>
        IsSilent($"answered with HTTP status {number}", await AskWhenAnswerIs(TestAgent.Http(TestAgent.Body(), status)));

    [TestMethod]
    [DataRow("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [DataRow("HTTP/1.1\r\n\r\n")]
    [DataRow("HTTP/1.1 +20 OK\r\n\r\n")]
    [DataRow("HTTP/2 200\r\n\r\n")]
    [DataRow("\r\n\r\n")]
    [DataRow("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}")]
    [DataRow("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}")]
    [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n{}")]
    [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n{}\r\n0\r\n\r\n")]
    [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n{}\r\n0\r\n\r\n")]
    [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}more\r\n0\r\n\r\n")]
    public async Task Answer_is_no_HTTP(string answer) => IsSilent("answered something that is not HTTP", await AskWhenAnswerIs(answer));

    [TestMethod]
    [DataRow("HTTP/1.1 200 OK")]
    [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n")]
    [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")]
    [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{")]
    [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")]
    public async Task Answer_ends_in_the_middle(string answer) =>
        IsSilent("ended the connection in the middle of an answer", await AskWhenAnswerIs(answer));

    [TestMethod]
    [DataRow("")]
    [DataRow("<html>Hello</html>")]
    [DataRow("{\"instance\":\"Prod A\"")]
    [DataRow("{\"instance\":\"\\ud800\",\"version\":\"1\",\"processId\":1}")]
    public async Task Body_is_no_JSON(string body) =>
        IsSilent("answered something that is not JSON", await AskWhenAnswerIs(TestAgent.Http(body)));

    [TestMethod]
    [DataRow("null")]
    [DataRow("[1]")]
    [DataRow("\"Prod A\"")]
    public async Task Body_is_no_object(string body) =>
        IsSilent("answered JSON that is no object", await AskWhenAnswerIs(TestAgent.Http(body)));

    [TestMethod]
    [DataRow("instance", "{\"version\":\"1\",\"processId\":1}")]
    [DataRow("instance", "{\"Instance\":\"A\",\"version\":\"1\",\"processId\":1}")]
    [DataRow("instance", "{\"instance\":\"\",\"version\":\"1\",\"processId\":1}")]
    [DataRow("instance", "{\"instance\":null,\"version\":\"1\",\"processId\":1}")]
    [DataRow("instance", "{\"instance\":\"A\\nError: B\",\"version\":\"1\",\"processId\":1}")]
    [DataRow("version", "{\"instance\":\"A\",\"processId\":1}")]
    [DataRow("version", "{\"instance\":\"A\",\"version\":1,\"processId\":1}")]
    [DataRow("processId", "{\"instance\":\"A\",\"version\":\"1\"}")]
    [DataRow("processId", "{\"instance\":\"A\",\"version\":\"1\",\"processId\":\"1\"}")]
    [DataRow("processId", "{\"instance\":\"A\",\"version\":\"1\",\"processId\":0}")]
    [DataRow("processId", "{\"instance\":\"A\",\"version\":\"1\",\"processId\":-4}")]
    [DataRow("processId", "{\"instance\":\"A\",\"version\":\"1\",\"processId\":1.5}")]
    [DataRow("processId", "{\"instance\":\"A\",\"version\":\"1\",\"processId\":4294967296}")]
    public async Task Body_says_too_little(string missing, string body) =>
        IsSilent($"answered without a usable '{missing}'", await AskWhenAnswerIs(TestAgent.Http(body)));

    [TestMethod]
    public async Task Name_is_longer_than_any() =>
        IsSilent("answered without a usable 'instance'", await AskWhenAnswerIs(TestAgent.Http(TestAgent.Body(new('a', 300)))));

    [TestMethod]
    [DataRow("HTTP/1.1 200 OK\r\n\r\n")]
    [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n")]
    [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7FFFFFFF\r\n")]
    [DataRow("HTTP/1.1 200 OK\r\nEndless: ")]
    [DataRow("")]
    public async Task Answer_does_not_end(string beginning) => IsSilent("sent more than 64 kB", await Ask(async connection =>
    {
        await connection.ReadRequest();
        await connection.Write(beginning);
        while (true)
            await connection.Write(new string('a', 10_000));
    }));

    private static void IsSilent(string problem, HealthAnswer answer, string? or = null)
    {
        Assert.AreEqual(HealthKind.Silent, answer.Kind, answer.ToString());
        Assert.IsTrue(
            answer.Problem.Contains(problem, StringComparison.Ordinal) || (or is not null && answer.Problem.Contains(or, StringComparison.Ordinal)),
            answer.Problem);
        Assert.Contains("port ", answer.Problem);
    }
}
