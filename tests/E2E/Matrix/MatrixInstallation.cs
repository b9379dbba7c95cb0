using Octopus.Cli;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Matrix;

/// <summary>The installation of a run, with what goes wrong in it and what comes after.</summary>
internal sealed class MatrixInstallation(MatrixRun run, Evidence evidence)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // Longer than any of the slow cases takes, and as long as the stubborn ones hold everybody up.
    private static readonly string[] Timeouts = ["STOPTIMEOUT=10", "STARTTIMEOUT=60"];

    private readonly Msiexec _msiexec = new(evidence);

    /// <summary>Carries it out as far as it gets.</summary>
    /// <returns>The installer's exit code; <see langword="null"/> when it was killed.</returns>
    public async Task<int?> CarryOut(ArrangedCases arranged)
    {
        arranged.SetOff();
        switch (run.Injection)
        {
            case Injection.Kill:
                await KillOnTheWay();
                return null;
            case Injection.Cancel:
                return InstallerHandler.Start(run.To, Log(), "StopInstances", Timeouts).Wait().ExitCode;
            case Injection.Failure:
                return (await Ask(TestPoint.FailAt(run.Place!.Value))).ExitCode;
            default:
                return (await Ask([])).ExitCode;
        }
    }

    /// <summary>Has the instances brought back.</summary>
    public async Task Recover()
    {
        if (run.Recovery == Recovery.NextInstallation)
        {
            Assert.AreEqual(MsiResult.Success, _msiexec.Install(run.To, Timeouts).ExitCode, "The next installation failed.");
            return;
        }

        if (run.Injection != Injection.Kill)
        {
            // Windows Installer has ended, and nobody undid what it did: that is the guard's.
            await SetupGuard.WaitForItsRecovery();
            await SetupGuard.Kill();
            return;
        }

        var result = SetupGuard.Program(evidence).Try("recover");
        // Those that only behave have no record, so they run and cannot be asked for their health: that is what is reported.
        Assert.AreEqual((int)ExitCode.MaintenanceFailed, result.ExitCode, result.Error);
        Assert.DoesNotContain("Tentacle: was Running, not started", result.Output);
    }

    private async Task KillOnTheWay()
    {
        using var point = new TestPoint();
        using var installation = _msiexec.Start(run.To, [.. Timeouts, .. run.Place is { } place ? TestPoint.HoldAt(place) : []]);
        if (run.Place is null)
            await ServiceTable.Manager.WaitFor(ArrangedCases.ServiceOf(InstanceCase.Slow), ServiceState.StopPending, Patience, CancellationToken.None);
        else
            point.WaitUntilReached(installation);
        // These runs are brought back by hand, or by the next installation.
        await SetupGuard.Kill();
        Msiexec.Kill();
    }

    private async Task<MsiResult> Ask(string[] properties)
    {
        string[] all = [.. Timeouts, .. run.Mode == Mode.WithoutRollback ? ["DISABLEROLLBACK=1"] : Array.Empty<string>(), .. properties];
        return (run.Undertaking, run.Mode) switch
        {
            (Undertaking.Repair, _) => _msiexec.Repair(run.To, all),
            (Undertaking.Uninstall, _) => _msiexec.Uninstall(run.To, all),
            (_, Mode.Handler) => InstallerHandler.Start(run.To, Log(), cancelDuring: null, all).Wait(),
            (_, Mode.SystemAccount) => await SystemInstaller.Install(run.To, Log(), all),
            _ => _msiexec.Install(run.To, all),
        };
    }

    private string Log() => evidence.NextFile($"install {run.To.Name}", ".log");
}
