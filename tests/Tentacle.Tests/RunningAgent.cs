using System.Net;
using System.Net.Sockets;
using Octopus.Certificates;
using Octopus.Instances;
using Octopus.Lifecycle.Health;
using Octopus.Tentacle.Agent;
using Octopus.Tests.Support;

namespace Octopus.Tests.Tentacle;

/// <summary>An agent in this process, with a home and a port of its own.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    public const string Instance = "Prod A";

    /// <summary>More than an agent here takes for anything.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder machine = new();
    private readonly CancellationTokenSource end = new();
    private readonly AgentIdentity identity;
    private Task running = Task.CompletedTask;

    public RunningAgent(
        ListenAddress? address = null, AgentLogLevel level = AgentLogLevel.Information, bool opensPort = true, VendorCertificate? vendors = null, params string[] warnings)
    {
        address ??= ListenAddress.Any;
        Port = FreePort(address);
        identity = new(Instance, machine.File("home"), address, opensPort ? Port : null, level, "1.2.3") { Vendors = vendors, Warnings = warnings };
        Certificate = new(identity.Home, new FakeFolderProtection(), null);
    }

    public CertificateFile Certificate { get; }

    /// <summary>The port of its configuration.</summary>
    public int Port { get; }

    public IPEndPoint Local => new(identity.Address.Local, Port);

    public string Log => Directory.Exists(identity.Logs) ? string.Concat(Directory.GetFiles(identity.Logs).Select(ReadShared)) : "";

    /// <summary>Starts it and waits until it answers the question that installations ask: at its port, or over its pipe when it opens none.</summary>
    public async Task<HealthAnswer> Start()
    {
        running = AgentHost.Run(identity, new FakeFolderProtection(), end.Token);
        var record = new InstanceRecord(Instance, machine.File("Tentacle.config"));
        ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Port = Port, NoListen = identity.Port is null, ListenAddress = identity.Address });
        Store.Add(record);
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await Ask(identity.Port is null ? Environment.ProcessId : 0);
            if (answer.Kind == HealthKind.Answered || running.IsCompleted)
                return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(50), late.Token);
        }
    }

    /// <summary>Asks it once.</summary>
    /// <param name="processId">The process to ask over its pipe; 0 for the port.</param>
    public Task<HealthAnswer> Ask(int processId) =>
        new HealthProbe(Store, TimeProvider.System).Ask(Instance, processId, TimeSpan.FromSeconds(5), CancellationToken.None);

    /// <summary>Ends it, and throws what ended it before.</summary>
    public async Task Stop()
    {
        await end.CancelAsync();
        await running.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await Task.WhenAny(running, Task.Delay(Patience));
        end.Dispose();
        machine.Dispose();
    }

    private InstanceStore Store => new(new(machine.Path), Application.Tentacle, new FakeLegacyIndex());

    private static int FreePort(ListenAddress address)
    {
        using var free = new Socket(address.Local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        free.Bind(new IPEndPoint(address.Local, 0));
        return ((IPEndPoint)free.LocalEndPoint!).Port;
    }

    // The agent still writes it.
    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
