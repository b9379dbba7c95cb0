using System.Diagnostics;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Upgrade;

/// <summary>
/// A check of somebody's calls Tentacle.exe five times a second, and a wrapper starts an agent again as soon as it ends, before, during
/// and after an upgrade.
/// </summary>
[TestClass, MachineTest]
public sealed class When_Tentacle_is_called_all_the_time
{
    /// <summary>How many upgrades; so many that a race shows are asked for by hand.</summary>
    private const string Times = "E2E_CALLED_UPGRADES";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly ArrangedInstance[] Instances = [new("Tentacle", Runs: true), new("Prod A", Runs: true), new("idle", Runs: false, StartType.Manual)];

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_Tentacle_is_called_all_the_time)} clean-up"));

    [TestMethod]
    public async Task Every_upgrade_replaces_the_file_and_asks_for_no_restart()
    {
        var times = int.Parse(Environment.GetEnvironmentVariable(Times) ?? "2", null);
        for (var time = 1; time <= times; time++)
            await Upgrade(time);
    }

    private static async Task Upgrade(int time)
    {
        var evidence = new Evidence(Path.Combine(nameof(When_Tentacle_is_called_all_the_time), $"{time:00}"));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances)
            instance.Create(tentacle);
        tentacle.Do("create-instance", "--instance", "console");

        int exitCode, calls;
        using (var stop = new CancellationTokenSource())
        {
            var checks = Task.Run(() => Call(["show-thumbprint", "--instance", "Prod A"], Pause, stop.Token));
            var wrapper = Task.Run(() => Call(["run", "--instance", "console"], Pause / 20, stop.Token));
            await Task.Delay(Pause);
            exitCode = msiexec.Install(Package.New).ExitCode;
            await stop.CancelAsync();
            calls = await checks + await wrapper;
        }

        evidence.Snapshot("after");
        Assert.AreEqual(MsiResult.Success, exitCode, $"Upgrade {time}, {calls} calls.");
        Assert.IsGreaterThan(3, calls);
        Assert.IsEmpty(RebootList.Ours());
        Assert.AreEqual("1.1.0", FileVersionInfo.GetVersionInfo(InstallFolder.Tentacle).ProductVersion);
        foreach (var instance in Instances)
        {
            var now = instance.Look();
            Assert.AreEqual(instance.Runs ? ServiceState.Running : ServiceState.Stopped, now.State, now.Name);
            Assert.AreEqual(instance.Runs ? "1.1.0" : null, now.Health?.Version, now.Name);
        }

        Assert.AreEqual(RunResult.Succeeded, WindowsMaintenance.Machine().Journal.ReadLastRun()!.Result);
    }

    /// <summary>Calls the program again and again, and lets an agent of it run only as long as the calls go on.</summary>
    private static async Task<int> Call(string[] arguments, TimeSpan pause, CancellationToken stop)
    {
        var calls = 0;
        while (!stop.IsCancellationRequested)
        {
            // One that finds no file is a call too: that is how it goes while files are aside.
            calls++;
            try
            {
                using var process = Process.Start(new ProcessStartInfo(InstallFolder.Tentacle, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
                try
                {
                    await Task.WhenAll(process!.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop), process.WaitForExitAsync(stop));
                }
                catch (OperationCanceledException)
                {
                    process!.Kill();
                    await process.WaitForExitAsync(CancellationToken.None);
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // There is no such file at the moment.
            }

            await Task.WhenAny(Task.Delay(pause, CancellationToken.None), Task.Delay(Timeout.Infinite, stop));
        }

        return calls;
    }
}
