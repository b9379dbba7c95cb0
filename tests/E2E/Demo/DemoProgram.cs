using System.Diagnostics;
using System.Globalization;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Upgrade;
using Spectre.Console;

namespace Octopus.Tests.E2E.Demo;

/// <summary>The main job where it can be watched: install, make five instances, upgrade, show what became of each.</summary>
internal static class DemoProgram
{
    private const int TableWidth = 132;

    public static async Task<int> Run()
    {
        if (Environment.GetEnvironmentVariable(MachineTestAttribute.Variable) != "true")
        {
            await Console.Error.WriteLineAsync($"The demo removes the product and its instances from this machine. To accept that, set {MachineTestAttribute.Variable} to true.");
            return 1;
        }

        var evidence = new Evidence("demo");
        var msiexec = new Msiexec(evidence);
        await CleanMachine.Make(evidence);

        Timed($"Install {Package.Old.Version}", () => Succeed(msiexec.Install(Package.Old)));
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in ArrangedInstance.Five)
            Timed($"Create instance '{instance.Name}', {Wish(instance)}", () => instance.Create(tentacle));

        var before = Look();
        Console.WriteLine($"Upgrade to {Package.New.Version}:");
        using (var watch = new ServiceWatch(ArrangedInstance.Five, line => Console.WriteLine($"  {line}")))
            Timed("Upgrade", () => Succeed(msiexec.Install(Package.New)));
        var after = Look();

        var run = WindowsMaintenance.Machine().Journal.ReadLastRun()
            ?? throw new InvalidOperationException("The upgrade has left no result. Look into the MSI logs.");
        Show(before, after, run);
        await CleanMachine.Make(evidence);
        return run.Result == RunResult.Succeeded ? 0 : 1;
    }

    private static void Show(List<InstanceSight> before, List<InstanceSight> after, LastRun run)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        console.Profile.Width = TableWidth;
        var table = new Table { Border = TableBorder.Ascii2 };
        table.AddColumns("instance", "before", "stopped after", "started after", "version", "process", "after");
        foreach (var (was, now) in before.Zip(after))
        {
            var steps = run.Instances.Single(instance => instance.Instance == was.Name);
            table.AddRow(
                was.Name,
                $"{was.State}, {was.StartType}",
                Milliseconds(steps.StoppedAfter),
                Milliseconds(steps.StartedAfter),
                Change(was.Health?.Version, now.Health?.Version),
                Change(Number(was.ProcessId), Number(now.ProcessId)),
                $"{now.State}, {now.StartType}");
        }

        console.Write(table);
        var down = (run.StartEnded ?? run.StopBegan) - run.StopBegan;
        var replacing = (run.StartBegan ?? run.StopBegan) - (run.StopEnded ?? run.StopBegan);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{before.Count(sight => sight.State == ServiceState.Running)} of {before.Count} instances ran and {after.Count(sight => sight.Health?.Version == Package.New.Version)} run again on {Package.New.Version}; total downtime {down.TotalSeconds:0.0} s, {replacing.TotalSeconds:0.0} s of it for replacing files."));
    }

    private static List<InstanceSight> Look() => [.. ArrangedInstance.Five.Select(instance => instance.Look())];

    private static string Wish(ArrangedInstance instance) =>
        instance.Runs ? "running" : instance.StartType == StartType.Disabled ? "disabled" : $"stopped, {instance.StartType.ToString().ToLowerInvariant()}";

    private static void Timed(string what, Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: done in {watch.Elapsed.TotalSeconds:0.0} s"));
    }

    private static void Succeed(MsiResult result)
    {
        if (result.ExitCode != MsiResult.Success)
            throw new InvalidOperationException($"msiexec returned {result.ExitCode}. Its log: {result.Log}");
    }

    private static string Milliseconds(long? milliseconds) => milliseconds is { } value ? $"{value} ms" : "-";

    private static string Number(int processId) => processId == 0 ? "" : processId.ToString(CultureInfo.InvariantCulture);

    private static string Change(string? from, string? to) => string.IsNullOrEmpty(from) && string.IsNullOrEmpty(to) ? "-" : $"{from ?? "-"} -> {to ?? "-"}";
}
