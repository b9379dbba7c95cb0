using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Benchmarks.Lanes;

namespace Octopus.Tests.Benchmarks.Payload;

/// <summary>Measures one shape of the product itself: an upgrade with one instance that runs, and what a command costs.</summary>
internal sealed class PayloadLane(LaneOptions lane)
{
    /// <summary>So many instances are listed.</summary>
    private const int Listed = 100;

    private const string Instance = "bench";

    private readonly MaintenanceMachine _machine = WindowsMaintenance.Machine();

    private readonly InstanceStore _store = new(MachineFolder.Current(), Application.Tentacle, new RegistryIndex());

    private readonly string _executable = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Octopus Deploy", "Tentacle", Application.Tentacle.Executable);

    public IReadOnlyList<Round> Run()
    {
        Install(0);
        Tentacle("create-instance", "--instance", Instance, "--port", lane.FirstPort.ToString(CultureInfo.InvariantCulture));
        Tentacle("service", "--install", "--start", "--instance", Instance);
        var upgrades = Enumerable.Range(1, lane.Rounds).Select(Upgrade).ToList();

        Register(Listed - 1);
        var rounds = upgrades.Select(upgrade => upgrade with
        {
            Phases = [.. upgrade.Phases, Time(PayloadTimes.Version), Time(PayloadTimes.ListInstances)],
        }).ToList();
        foreach (var round in rounds)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{lane.Way}: {round.Milliseconds:0} ms{string.Concat(round.Phases.Select(phase => $", {phase.Name} {phase.Milliseconds:0}"))}"));

        Msiexec.Uninstall(Package(lane.Rounds), Fleet.Log("last"));
        // The services went with the product.
        foreach (var name in Names(Listed - 1).Prepend(Instance))
        {
            _store.Remove(name);
            Directory.Delete(MachineFolder.Current().DefaultHome(Application.Tentacle, name), recursive: true);
        }

        return rounds;
    }

    private Round Upgrade(int number)
    {
        var actions = Install(number);
        var run = _machine.Journal.ReadLastRun() ?? throw new InvalidOperationException("Not measured. The installation left no result.");
        if (run is not { Result: RunResult.Succeeded, Instances: [{ StopResult: StepResult.Done, StartResult: StepResult.Done, Problem: null } instance] })
            throw new InvalidOperationException($"Not measured. The upgrade {run.Result}: {string.Join(", ", run.Instances)}.");
        var downtime = (run.StartEnded!.Value - run.StopBegan).TotalMilliseconds;
        var (stop, start) = ((double)instance.StoppedAfter!.Value, (double)instance.StartedAfter!.Value);
        return new(
            1,
            downtime,
            [
                new(PayloadTimes.Stop, stop),
                new(PayloadTimes.Files, downtime - stop - start),
                new(PayloadTimes.Start, start),
                new(PayloadTimes.Removal, actions[PayloadTimes.Removal]),
                new(PayloadTimes.InstallFiles, actions[PayloadTimes.InstallFiles]),
            ]);
    }

    private IReadOnlyDictionary<string, double> Install(int number) => TimedInstallation.Install(Package(number), Fleet.Log("upgrade"));

    private string Package(int number) => lane.Package(lane.Way, number);

    private Phase Time(string command)
    {
        var began = TimeProvider.System.GetTimestamp();
        Tentacle(command);
        return new(command, TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
    }

    private void Tentacle(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(_executable, arguments) { UseShellExecute = false, RedirectStandardOutput = true })
            ?? throw new Win32Exception($"{_executable} did not start.");
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"Not measured. {_executable} {string.Join(' ', arguments)} returned {process.ExitCode}.");
    }

    private static IEnumerable<string> Names(int count) =>
        Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{Instance}-{number:000}"));

    // Each with a service, none of which runs. Not by the command line, which would take minutes.
    private void Register(int count)
    {
        var port = lane.FirstPort;
        foreach (var name in Names(count))
        {
            var home = MachineFolder.Current().DefaultHome(Application.Tentacle, name);
            var record = new InstanceRecord(name, Path.Combine(home, "Tentacle.config"));
            Directory.CreateDirectory(home);
            ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Home = home, Port = ++port });
            _store.Add(record);
            var service = Application.Tentacle.ServiceName(name);
            _machine.Services.Create(new(service, service, "A service of a benchmark.", Application.ServiceCommandLine(_executable, name), StartType.Automatic));
        }
    }
}
