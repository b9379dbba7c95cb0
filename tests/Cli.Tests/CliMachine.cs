using System.CommandLine;
using System.Net;
using Octopus.Cli;
using Octopus.Cli.Help;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Cli;

/// <summary>A machine of the test's own, and the command line on it.</summary>
internal sealed class CliMachine : IDisposable
{
    public const string Executable = @"C:\Program Files\Octopus Deploy\Tentacle\Tentacle.exe";

    /// <summary>How people are told to call it.</summary>
    public const string Called = @"C:\""Program Files\Octopus Deploy\Tentacle\Tentacle.exe""";

    private readonly TempFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public CliMachine()
    {
        Services = new(TimeProvider.System);
        // The program that gives the commands.
        Services.Processes.Start(Executable, id: Environment.ProcessId);
        Store = new InstanceStore(Machine, Application.Tentacle, LegacyIndex);
    }

    public FakeServiceManager Services { get; }

    public IInstanceStore Store { get; set; }

    public FakeLegacyIndex LegacyIndex { get; } = new();

    /// <summary>What instances answer when they are asked who they are.</summary>
    public FakeHealthProbe Health => field ??= new(Services) { Version = "1.2.3" };

    public FakeEventLog Events { get; } = new();

    public FakeUntrustedFiles UntrustedFiles { get; } = new();

    public FakeFolderProtection Protection { get; } = new();

    public FakeFolderPlaces Places { get; } = new();

    public FakeFolderRemoval Removal { get; } = new();

    public FakeLogonRights LogonRights { get; } = new();

    public FakeMachineSecrets MachineSecrets { get; } = new();

    public MachineProtection MachineProtection => new(Machine, Protection);

    public Journal Journal => new(MachineProtection);

    /// <summary>Puts something between the commands and the journal.</summary>
    public Func<IJournal, IJournal> WatchJournal { get; set; } = journal => journal;

    public HashSet<int> PortsInUse { get; } = [];

    /// <summary>The one address that this machine has not.</summary>
    public static IPAddress NoAddress { get; } = IPAddress.Parse("192.0.2.1");

    public bool IsElevated { get; set; } = true;

    /// <summary>The person who gives the commands; nobody, unless a test says otherwise.</summary>
    public FakeTerminal Terminal { get; } = new();

    /// <summary>How long it has been running.</summary>
    public TimeSpan Uptime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Awaited before what runs until somebody stops it is stopped.</summary>
    public Func<Task> RunsUntil { get; set; } = () => Task.CompletedTask;

    /// <summary>Commands beside those of every executable.</summary>
    public List<Command> More { get; } = [];

    public MachineFolder Machine => new(folder.Path);

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    /// <summary>A path on this machine.</summary>
    public string PathTo(params ReadOnlySpan<string> parts) => Path.Combine([folder.Path, .. parts]);

    public InstanceRecord Record(string name) => Record(name, Machine.DefaultHome(Application.Tentacle, name));

    /// <summary>The record of an instance with a home of its own.</summary>
    public static InstanceRecord Record(string name, string home) => new(name, Path.Combine(home, "Tentacle.config")) { Home = home };

    public InstanceSettings Settings(string name) => ConfigurationFile.Read(Record(name));

    /// <summary>Makes an instance without the command line.</summary>
    public CliMachine Add(string name, int port) => Add(Record(name), port);

    /// <summary>The same, with a home that the record names, or does not: marked then, as our commands do.</summary>
    public CliMachine Add(InstanceRecord record, int port)
    {
        ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Home = record.Home ?? Path.GetDirectoryName(record.ConfigurationFilePath), Port = port });
        if (record.Home is { } home)
        {
            Directory.CreateDirectory(home);
            new HomeMark(Application.Tentacle.Name, record.Name).Write(home);
        }

        Store.Add(record);
        return this;
    }

    /// <summary>Moves an instance to a home, in record, mark and configuration, as nobody would with our commands.</summary>
    public void MoveTo(string instance, string home)
    {
        var record = Store.Read().Instances.Single(read => read.Name == instance);
        var settings = ConfigurationFile.Read(record);
        settings.Home = home;
        ConfigurationFile.Write(record, settings);
        if (Directory.Exists(home))
            new HomeMark(Application.Tentacle.Name, instance).Write(home);
        Store.Rename(instance, record with { Home = home });
    }

    /// <summary>Makes an instance's service without the command line.</summary>
    public CliMachine AddService(string instance, ServiceState state, ServiceFault fault = ServiceFault.None)
    {
        Services.Add(
            Application.Tentacle.ServiceName(instance), Application.ServiceCommandLine(Executable, instance), state, behaviour: new(fault));
        return this;
    }

    public ServiceState? StateOf(string instance) => Services.Find(Application.Tentacle.ServiceName(instance))?.State;

    /// <summary>Everything a command could change.</summary>
    public string Everything() => string.Join(
        '\n',
        [
            .. folder.Contents().OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value}"),
            .. Services.List().OrderBy(service => service.Name, StringComparer.Ordinal).Select(service => service.ToString()),
            .. Services.Log,
        ]);

    /// <summary>What is installed.</summary>
    public FakeProductRecord Product { get; } = new() { Folder = WindowsPath.Folder(Executable), Version = "1.2.3" };

    /// <summary>The guard of installations.</summary>
    public FakeGuard Guard { get; } = new();

    /// <summary>The machine as a command gets it, for commands that a test makes itself; they write into the same answer.</summary>
    public CommandHost Host => field ??= NewHost();

    public async Task<CliResult> Run(params string[] args)
    {
        output.GetStringBuilder().Clear();
        error.GetStringBuilder().Clear();
        var exitCode = await CommandLine.Run(
            Host with { Store = Store, IsElevated = IsElevated, Maintenance = Host.Maintenance with { Journal = WatchJournal(Host.Maintenance.Journal) } },
            ProductDescription.Tentacle, More, args);
        return new((ExitCode)exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The text without what is different on each run.</summary>
    public string Scrub(string text) => text.Replace(folder.Path, "MACHINE", StringComparison.Ordinal);

    private CommandHost NewHost()
    {
        var files = new FakeExecutableFiles(Services.Processes).Add(Executable);
        return new()
        {
            Application = Application.Tentacle,
            Version = "1.2.3",
            Executable = Executable,
            Machine = Machine,
            Store = Store,
            Maintenance = new(
                new(Services, Services.Processes, files, Health, TimeProvider.System),
                Services,
                Services.Processes,
                files,
                MachineProtection,
                Journal,
                Product,
                Guard,
                Events,
                Health,
                Store,
                Places,
                LogonRights,
                TimeProvider.System),
            MachineSecrets = MachineSecrets,
            LogonRights = LogonRights,
            Places = Places,
            Removal = Removal,
            Ports = new FakePorts(PortsInUse),
            IsElevated = IsElevated,
            UntrustedFiles = UntrustedFiles,
            Terminal = Terminal,
            Uptime = () => Uptime,
            RunUntilStopped = RunUntilStopped,
            Output = output,
            Error = error,
        };
    }

    private async Task RunUntilStopped(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var working = work(stop.Token);
        await RunsUntil();
        await stop.CancelAsync();
        await working;
    }

    private sealed class FakePorts(HashSet<int> inUse) : IPorts
    {
        public bool IsInUse(int port) => inUse.Contains(port);

        public bool HasAddress(IPAddress address) => !address.Equals(NoAddress);
    }
}

/// <summary>What a command answered.</summary>
internal sealed record CliResult(ExitCode ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Fails unless the command did as asked and said nothing but its answer.</summary>
    public CliResult Succeeded()
    {
        Assert.AreEqual((ExitCode.Success, ""), (ExitCode, Error));
        return this;
    }
}
