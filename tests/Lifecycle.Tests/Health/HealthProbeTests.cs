using Octopus.Instances;
using Octopus.Lifecycle.Health;
using Org.BouncyCastle.Tls;

namespace Octopus.Tests.Lifecycle.Health;

[TestClass]
public sealed class HealthProbeTests : HealthTest
{
    private static readonly HealthAnswer Healthy = HealthAnswer.From("Prod A", "1.1.0", 4321);

    [TestMethod]
    [DataRow(12)]
    [DataRow(13)]
    public async Task Agent_is_who_it_says_in_either_version_of_TLS(int version)
    {
        var answer = await Ask(async connection =>
        {
            await connection.ReadRequest(version == 12 ? ProtocolVersion.TLSv12 : ProtocolVersion.TLSv13);
            await connection.Write(TestAgent.Http(TestAgent.Body()));
            await connection.Close();
        });

        Assert.AreEqual(Healthy, answer);
    }

    [TestMethod]
    public async Task Request_is_one_that_a_web_server_takes()
    {
        var request = "";
        await Ask(async connection =>
        {
            request = await connection.ReadRequest();
            await connection.Write(TestAgent.Http(TestAgent.Body()));
        });
        var port = ConfigurationFile.Read(Store.Read().Instances.Single()).Port;

        Assert.AreEqual($"GET /health HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n", request);
    }

    [TestMethod]
    public async Task Answer_in_chunks_is_put_together()
    {
        var body = TestAgent.Body();

        var answer = await AskWhenAnswerIs(
            $"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{10:X}\r\n{body[..10]}\r\n{body.Length - 10:X};last=yes\r\n{body[10..]}\r\n0\r\n\r\n");

        Assert.AreEqual(Healthy, answer);
    }

    [TestMethod]
    public async Task Answer_without_a_length_ends_with_the_connection() =>
        Assert.AreEqual(Healthy, await AskWhenAnswerIs($"HTTP/1.1 200 OK\r\n\r\n{TestAgent.Body()}"));

    [TestMethod]
    public async Task Answer_may_come_byte_by_byte()
    {
        var answer = await Ask(async connection =>
        {
            await connection.ReadRequest();
            foreach (var part in TestAgent.Http(TestAgent.Body()))
                await connection.Write(part.ToString());
        });

        Assert.AreEqual(Healthy, answer);
    }

    [TestMethod]
    public async Task Answer_is_complete_when_its_length_is_reached_although_the_connection_stays_open()
    {
        var answer = await Ask(async connection =>
        {
            await connection.ReadRequest();
            await connection.Write(TestAgent.Http(TestAgent.Body()));
            await connection.WaitForEnd();
        });

        Assert.AreEqual(Healthy, answer);
    }

    [TestMethod]
    public async Task Later_versions_may_say_more() =>
        Assert.AreEqual(Healthy, await AskWhenAnswerIs(TestAgent.Http("""{"processId":4321,"more":[{}],"version":"1.1.0","instance":"Prod A"}""")));

    [TestMethod]
    public async Task Who_answers_is_told_whoever_it_is()
    {
        // To compare is the caller's task.
        var answer = await AskWhenAnswerIs(TestAgent.Http(TestAgent.Body("Größe Ü", "9.9.9-beta+1", 1)));

        Assert.AreEqual(HealthAnswer.From("Größe Ü", "9.9.9-beta+1", 1), answer);
    }

    [TestMethod]
    public async Task Instance_is_found_without_regard_to_case()
    {
        await using var agent = new TestAgent(async connection =>
        {
            await connection.ReadRequest();
            await connection.Write(TestAgent.Http(TestAgent.Body()));
        });
        Add(Instance, agent.Port);

        Assert.AreEqual(Healthy, await Ask("PROD a"));
    }

    [TestMethod]
    public async Task Fifty_instances_are_asked_at_once()
    {
        const int count = 50;
        var asked = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var agents = Enumerable.Range(1, count).Select(number => new TestAgent(async connection =>
        {
            await connection.ReadRequest();

            // Nobody gets an answer before everybody has asked.
            if (Interlocked.Increment(ref asked) == count)
                all.SetResult();
            await all.Task;
            await connection.Write(TestAgent.Http(TestAgent.Body($"Instance {number}", "1.1.0", number)));
            await connection.Close();
        })).ToList();
        foreach (var (agent, index) in agents.Select((agent, index) => (agent, index)))
            Add($"Instance {index + 1}", agent.Port);

        var answers = await Task.WhenAll(Enumerable.Range(1, count).Select(number => Ask($"Instance {number}")));

        CollectionAssert.AreEqual(
            Enumerable.Range(1, count).Select(number => HealthAnswer.From($"Instance {number}", "1.1.0", number)).ToArray(), answers);
        foreach (var agent in agents)
            await agent.DisposeAsync();
    }
}
