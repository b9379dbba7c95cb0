using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>One upgrade of a machine with five instances and a stranger, with everything that was seen on the way.</summary>
internal sealed class UpgradeJourney
{
    public required MsiResult Result { get; init; }

    public required IReadOnlyList<InstanceSight> Before { get; init; }

    public required IReadOnlyList<InstanceSight> After { get; init; }

    public required UpgradeTimes Times { get; init; }

    public required int StrangersProcessBefore { get; init; }

    public required int StrangersProcessAfter { get; init; }

    public static async Task<UpgradeJourney> Run(Package from, Package to, Evidence evidence)
    {
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(from).ExitCode);
        foreach (var instance in ArrangedInstance.Five)
            instance.Create(TentacleExe.Installed(evidence));
        await Stranger.Start();

        var before = Look();
        var stranger = Stranger.ProcessId;
        evidence.Snapshot("before");
        using var clock = UpgradeClock.Start(InstallFolder.Default, before);
        var result = msiexec.Install(to);
        var after = Look();
        var times = clock.Read(after);
        evidence.Snapshot("after");
        evidence.Write("times", times.ToString());
        return new()
        {
            Result = result,
            Before = before,
            After = after,
            Times = times,
            StrangersProcessBefore = stranger,
            StrangersProcessAfter = Stranger.ProcessId,
        };
    }

    private static List<InstanceSight> Look() => [.. ArrangedInstance.Five.Select(instance => instance.Look())];
}
