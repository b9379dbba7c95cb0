using System.Globalization;
using Octopus.Lifecycle.Maintenance;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// Windows Installer, the host of the actions, or both die at a random moment of an upgrade, and nobody comes. The table of what was seen
/// is printed and kept with the evidence.
/// </summary>
[TestClass, MachineTest]
public sealed class When_anything_is_killed_at_any_moment
{
    /// <summary>How many kills; so many that every moment is met are asked for by hand.</summary>
    private const string Times = "E2E_RANDOM_KILLS";

    /// <summary>Where the moments come from; another number means other moments.</summary>
    private const string Seed = "E2E_RANDOM_SEED";

    private static readonly TimeSpan Earliest = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan NextLook = TimeSpan.FromMilliseconds(200);

    private static readonly ArrangedInstance[] Instances =
    [
        new("Tentacle", Runs: true), new("Prod A", Runs: true), new("by hand", Runs: true, Octopus.Services.StartType.Manual), new("idle", Runs: false, Octopus.Services.StartType.Manual),
    ];

    public TestContext TestContext { get; set; } = null!;

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_anything_is_killed_at_any_moment)} clean-up"));

    [TestMethod]
    public async Task Everything_runs_again_as_it_did()
    {
        var times = Number(Times, 3);
        var random = new Random(Number(Seed, 20261127));
        var evidence = new Evidence(nameof(When_anything_is_killed_at_any_moment));
        List<string> table = ["kill  what      after   phase       result        version  instances"];
        var failures = new List<string>();
        for (var time = 1; time <= times; time++)
        {
            var delay = Earliest + (random.NextDouble() * (Latest - Earliest));
            var row = await Kill(time, (Victim)(time % 3), delay, new Evidence(Path.Combine(nameof(When_anything_is_killed_at_any_moment), $"{time:00}")));
            table.Add(row.Text);
            if (row.Problem is { } problem)
                failures.Add($"kill {time}: {problem}");
        }

        evidence.Write("table", string.Join(Environment.NewLine, table));
        TestContext.WriteLine(string.Join(Environment.NewLine, table));
        Assert.IsEmpty(failures, string.Join(Environment.NewLine, failures.Concat(table)));
    }

    private static async Task<(string Text, string? Problem)> Kill(int time, Victim victim, TimeSpan delay, Evidence evidence)
    {
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances)
            instance.Create(tentacle);
        var before = Instances.Select(instance => instance.Look()).ToList();
        var journal = WindowsMaintenance.Machine().Journal;

        using var installation = msiexec.Start(Package.New);
        await Task.Delay(delay);
        var phase = journal.Read()?.Phase.ToString() ?? (journal.ReadLastRun() is { Version: "1.1.0" } ? "closed" : "none");
        Msiexec.Kill(victim is Victim.Both or Victim.Installer, victim is Victim.Both or Victim.Host);
        installation.Wait();

        // The host alone dies of it; the installer goes on, or back. Whatever it does is waited for.
        var began = TimeProvider.System.GetTimestamp();
        while (SetupGuard.IsThere && TimeProvider.System.GetElapsedTime(began) < Patience)
            await Task.Delay(NextLook);
        evidence.Snapshot("after");

        var now = Instances.Select(instance => instance.Look()).ToList();
        var down = before.Zip(now).Where(pair => pair.First.State != pair.Second.State || pair.First.StartType != pair.Second.StartType).Select(pair => pair.Second.Name).ToList();
        var last = journal.ReadLastRun();
        var versions = string.Join("/", now.Select(sight => sight.Health?.Version).OfType<string>().Distinct());
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{time,4}  {victim,-9} {delay.TotalSeconds,5:0.0}s  {phase,-10}  {last?.Result.ToString() ?? "-",-12}  {versions,-7}  {(down.Count == 0 ? "as before" : $"not as before: {string.Join(", ", down)}")}");
        return (text, down.Count > 0 ? $"not as before: {string.Join(", ", down)}" : SetupGuard.IsThere ? "the guard has not finished" : versions.Contains('/') ? "two versions answer" : null);
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private enum Victim
    {
        Both,
        Installer,
        Host,
    }
}
