using System.Net;
using System.Security;
using Microsoft.Extensions.Time.Testing;
using Octopus.Instances;
using Octopus.Lifecycle.Health;

namespace Octopus.Tests.Lifecycle.Health;

/// <summary>Where there is nowhere to ask, the answer says why; where there is, it is where the instance is configured now.</summary>
[TestClass]
public sealed class InstanceAddressesTests : HealthTest
{
    [TestMethod]
    public async Task Instance_without_a_record() =>
        Assert.AreEqual(HealthAnswer.Unreachable("it has no record"), await Ask("Nobody"));

    [TestMethod]
    public async Task Instance_with_a_broken_record()
    {
        Add(Instance, 10933);
        await File.WriteAllTextAsync(RecordPath, "{");

        Assert.AreEqual(HealthAnswer.Unreachable($"its record {RecordPath} is not valid JSON at line 1"), await Ask());
    }

    [TestMethod]
    public async Task Instance_without_its_configuration()
    {
        var record = Add(Instance, 10933);
        File.Delete(record.ConfigurationFilePath);

        IsUnreachable($"{record.ConfigurationFilePath}, is missing", await Ask());
    }

    [TestMethod]
    public async Task Instance_with_a_broken_configuration()
    {
        var record = Add(Instance, 10933);
        await File.WriteAllTextAsync(record.ConfigurationFilePath, "<octopus-settings>");

        IsUnreachable("is not well-formed XML", await Ask());
    }

    [TestMethod]
    public async Task Instance_that_opens_no_port_is_not_asked_at_one_that_another_may_have()
    {
        await using var another = new TestAgent(connection => connection.WaitForEnd());
        var record = Add(Instance, another.Port);
        ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Port = another.Port, NoListen = true });

        Assert.AreEqual(
            HealthAnswer.Silence("it opens no port (Tentacle.Services.NoListen), and over its pipe, where administrators can ask, there was no answer"), await Ask());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(65536)]
    public async Task Instance_with_a_port_that_is_none(int port)
    {
        var record = Add(Instance, port);

        Assert.AreEqual(HealthAnswer.Unreachable($"in its configuration {record.ConfigurationFilePath} '{port}' is not a TCP port from 1 to 65535"), await Ask());
    }

    [TestMethod]
    public async Task Instance_with_an_address_that_is_none()
    {
        var record = Add(Instance, 10933);
        ConfigurationFile.Write(record, new(new Dictionary<string, string> { ["Tentacle.Services.ListenIP"] = "nowhere" }) { Port = 10933 });

        Assert.AreEqual(
            HealthAnswer.Unreachable($"in its configuration {record.ConfigurationFilePath} 'nowhere' is not an IP address to listen on"), await Ask());
    }

    [TestMethod]
    [DataRow("127.0.0.2", "127.0.0.2")]
    [DataRow("127.0.0.1", "any")]
    [DataRow("127.0.0.1", "0.0.0.0")]
    [DataRow("0.0.0.0", "any")]
    [DataRow("::1", "::1")]
    [DataRow("::1", "::")]
    public async Task Instance_is_asked_where_it_is_configured_to_listen(string listens, string configured)
    {
        await using var agent = new TestAgent(
            async connection =>
            {
                await connection.ReadRequest();
                await connection.Write(TestAgent.Http(TestAgent.Body()));
            },
            IPAddress.Parse(listens));
        Add(Instance, agent.Port, ListenAddress.Check(configured));

        Assert.AreEqual(HealthAnswer.From("Prod A", "1.1.0", 4321), await Ask());
    }

    [TestMethod]
    public async Task Instance_that_shall_listen_on_one_address_is_not_asked_on_another()
    {
        await using var elsewhere = new TestAgent(connection => connection.WaitForEnd());
        Add(Instance, elsewhere.Port, ListenAddress.Check("127.0.0.3"));

        Assert.AreEqual(HealthAnswer.Silence($"nobody listens on port {elsewhere.Port} of 127.0.0.3"), await Ask());
    }

    [TestMethod]
    public async Task Address_of_another_machine_is_never_asked()
    {
        // Of a network that documentation has to itself.
        Add(Instance, 10933, ListenAddress.Check("192.0.2.1"));

        Assert.AreEqual(HealthAnswer.Silence("this machine has no address 192.0.2.1 to listen on"), await Ask());
    }

    [TestMethod]
    [DataRow(typeof(IOException))]
    [DataRow(typeof(UnauthorizedAccessException))]
    [DataRow(typeof(SecurityException))]
    public async Task Records_that_cannot_be_read(Type failure)
    {
        Probe = new(new WatchedStore(Store) { Failure = (Exception)Activator.CreateInstance(failure, "Access is denied.")! }, TimeProvider.System);

        Assert.AreEqual(HealthAnswer.Unreachable("the records of the instances cannot be read: Access is denied."), await Ask());
    }

    [TestMethod]
    public async Task Records_are_read_once_for_all_who_ask_at_the_same_time()
    {
        var store = new WatchedStore(Store);
        var time = new FakeTimeProvider();
        Probe = new(store, time);
        for (var number = 1; number <= 20; number++)
            Add($"Instance {number}", 0);

        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Ask($"Instance {number}")));
        Assert.AreEqual(1, store.Readings);

        time.Advance(TimeSpan.FromSeconds(1));
        await Ask("Instance 1");
        Assert.AreEqual(2, store.Readings);
    }

    [TestMethod]
    public async Task Record_that_has_just_been_written_is_found()
    {
        Probe = new(Store, new FakeTimeProvider());
        Add("Earlier", 0);
        await Ask("Earlier");

        var record = Add(Instance, 0);

        Assert.AreEqual(HealthAnswer.Unreachable($"in its configuration {record.ConfigurationFilePath} '0' is not a TCP port from 1 to 65535"), await Ask());
    }

    [TestMethod]
    public async Task Port_that_has_just_been_changed_is_asked()
    {
        Probe = new(Store, new FakeTimeProvider());
        var record = Add(Instance, 0);
        await Ask();
        await using var agent = new TestAgent(async connection =>
        {
            await connection.ReadRequest();
            await connection.Write(TestAgent.Http(TestAgent.Body()));
        });

        Configure(record, agent.Port);

        Assert.AreEqual(HealthKind.Answered, (await Ask()).Kind);
    }

    private static void IsUnreachable(string problem, HealthAnswer answer)
    {
        Assert.AreEqual(HealthKind.Unreachable, answer.Kind, answer.ToString());
        Assert.Contains(problem, answer.Problem);
    }

    private sealed class WatchedStore(IInstanceStore store) : IInstanceStore
    {
        private int readings;

        public int Readings => readings;

        public Exception? Failure { get; init; }

        public Application Application => store.Application;

        public InstanceIndex Read()
        {
            Interlocked.Increment(ref readings);
            return Failure is null ? store.Read() : throw Failure;
        }

        public IDisposable Lock() => store.Lock();

        public void RequireFree(InstanceRecord record) => store.RequireFree(record);

        public void Add(InstanceRecord record) => store.Add(record);

        public void Rename(string name, InstanceRecord record) => store.Rename(name, record);

        public void Remove(string name) => store.Remove(name);
    }
}
