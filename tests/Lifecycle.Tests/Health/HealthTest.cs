using Octopus.Instances;
using Octopus.Lifecycle.Health;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Health;

/// <summary>Instances in a machine folder of the test's own, and a probe for them.</summary>
public abstract class HealthTest : IDisposable
{
    /// <summary>More than any answer here takes.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected const string Instance = "Prod A";

    private readonly TempFolder machine = new();

    protected HealthTest()
    {
        Store = new InstanceStore(new(machine.Path), Application.Tentacle, new FakeLegacyIndex());
        Probe = new(Store, TimeProvider.System);
    }

    protected InstanceStore Store { get; }

    protected HealthProbe Probe { get; set; }

    protected string RecordPath => Path.Combine(new MachineFolder(machine.Path).Instances(Application.Tentacle), InstanceName.Slug(Instance) + ".config");

    /// <summary>Records an instance and configures where it listens.</summary>
    protected InstanceRecord Add(string instance, int? port, ListenAddress? address = null)
    {
        var record = new InstanceRecord(instance, machine.File(InstanceName.Slug(instance) + ".xml"));
        Store.Add(record);
        Configure(record, port, address);
        return record;
    }

    protected static void Configure(InstanceRecord record, int? port, ListenAddress? address = null) =>
        ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Port = port, ListenAddress = address });

    protected Task<HealthAnswer> Ask(string instance = Instance) => Probe.Ask(instance, 0, Patience, CancellationToken.None);

    /// <summary>What comes of asking an agent that behaves so.</summary>
    private protected async Task<HealthAnswer> Ask(Func<AgentConnection, Task> behave)
    {
        await using var agent = new TestAgent(behave);
        Add(Instance, agent.Port);
        return await Ask();
    }

    /// <summary>What comes of asking an agent that sends this once it has been asked.</summary>
    protected Task<HealthAnswer> AskWhenAnswerIs(string answer) => Ask(async connection =>
    {
        await connection.ReadRequest();
        await connection.Write(answer);
        await connection.Close();
    });

    public void Dispose()
    {
        machine.Dispose();
        GC.SuppressFinalize(this);
    }
}
