using System.Text.Json;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Upgrade;

namespace Octopus.Tests.E2E.PowerCut;

/// <summary>
/// The two halves of a journey with a power cut between them, for tests/PowerCut.Tests: this program dies with the machine.
/// </summary>
internal static class PowerCutProgram
{
    public const string Option = "power-cut";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan NextLook = TimeSpan.FromMilliseconds(200);

    // One that is started by hand does not come with the machine by itself, and is owed all the same.
    private static readonly ArrangedInstance[] Instances =
    [
        new("Tentacle", Runs: true), new("Prod A", Runs: true), new("by hand", Runs: true, StartType.Manual), new("idle", Runs: false, StartType.Manual), new("off", Runs: false, StartType.Disabled),
    ];

    private static string Memory => Path.Combine(Path.GetTempPath(), "Octopus power cut.json");

    /// <summary>Makes the machine, begins an upgrade that holds at a place, and leaves it there.</summary>
    public static async Task<int> Arrange(string place)
    {
        var evidence = new Evidence(Path.Combine("PowerCut", $"{place} before"));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Require(msiexec.Install(Package.Old).ExitCode == MsiResult.Success, "The old version could not be installed.");
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances)
            instance.Create(tentacle);
        File.WriteAllText(Memory, JsonSerializer.Serialize(Instances.Select(instance => Seen.Of(instance.Look())).ToList()));
        // Not disposed: that would let the installation go on.
        var point = new TestPoint();
        point.WaitUntilReached(msiexec.Start(Package.WithTestPoints, TestPoint.HoldAt(Enum.Parse<Place>(place))));
        evidence.Snapshot("held");
        return 0;
    }

    /// <summary>Waits until the guard has done its work, and compares.</summary>
    public static async Task<int> Verify(string place, string version)
    {
        var evidence = new Evidence(Path.Combine("PowerCut", $"{place} after"));
        await SetupGuard.WaitForItsEnd();
        var before = JsonSerializer.Deserialize<List<Seen>>(File.ReadAllText(Memory))!;
        // Windows starts automatic services after a start of the machine in its own time.
        var began = TimeProvider.System.GetTimestamp();
        var now = Look();
        while (!Matches(before, now, version) && TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(NextLook);
            now = Look();
        }

        evidence.Snapshot("started again");
        Require(Matches(before, now, version), $"Before: {string.Join("; ", before)}. Now: {string.Join("; ", now)}.");
        var journal = WindowsMaintenance.Machine().Journal;
        Require(journal.Read() is null && journal.ReadOwed().Count == 0, "Something is open or owed.");
        Require(journal.ReadLastRun() is { Result: RunResult.Recovered }, "The result does not say that it was recovered.");
        return 0;
    }

    /// <summary>After another start of the machine: there is nothing to do, and nobody does anything.</summary>
    public static int VerifyNothingToDo()
    {
        Require(!SetupGuard.IsThere, "The guard is still there.");
        var journal = WindowsMaintenance.Machine().Journal;
        Require(journal.Read() is null && journal.ReadOwed().Count == 0, "Something is open or owed.");
        // One that is started by hand stays as a start of the machine leaves it.
        Require(ServiceTable.Get(Instances.Single(instance => instance.Name == "by hand").Service).State == ServiceState.Stopped, "Somebody has started one that is started by hand.");
        return 0;
    }

    private static List<Seen> Look() => [.. Instances.Select(instance => Seen.Of(instance.Look()))];

    private static bool Matches(List<Seen> before, List<Seen> now, string version) =>
        before.Zip(now).All(pair => pair.First with { Version = pair.First.Version is null ? null : version } == pair.Second);

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }

    private sealed record Seen(string Name, ServiceState State, StartType StartType, string? Version)
    {
        public static Seen Of(InstanceSight sight) => new(sight.Name, sight.State, sight.StartType, sight.Health?.Version);
    }
}
