using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Matrix;

/// <summary>The machine of the matrix: goes through each run once and remembers what was seen of every case.</summary>
internal sealed class MatrixMachine
{
    private readonly Dictionary<MatrixRun, Task<MatrixSightings>> _runs = [];
    private Package? _installed;

    /// <summary>What was seen of a row; the first of a run has it carried out.</summary>
    public async Task<string> See(MatrixRow row)
    {
        if (!_runs.TryGetValue(row.Run, out var sightings))
            _runs.Add(row.Run, sightings = CarryOut(row.Run));
        var seen = await sightings;
        return row.Case is { } known ? seen.Instances[known].ToString() : seen.Machine.ToString();
    }

    private async Task<MatrixSightings> CarryOut(MatrixRun run)
    {
        var evidence = new Evidence(Path.Combine("Matrix", $"{_runs.Count + 1:00} {run}"));
        await Install(run.From, evidence);
        ArrangedCases arranged;
        try
        {
            arranged = await ArrangedCases.Make(run.Cases, evidence);
        }
        finally
        {
            evidence.Snapshot("before");
        }

        var installed = _installed;
        _installed = null;

        var installation = new MatrixInstallation(run, evidence);
        var exitCode = await installation.CarryOut(arranged);
        var recorded = Recorded();
        evidence.Snapshot("after");
        if (run.Recovery != Recovery.None)
        {
            await installation.Recover();
            evidence.Snapshot("after recovery");
        }

        _installed = run.KeepsRegistration && !run.Removes ? run.Succeeds ? run.To : installed : null;
        return new(
            run.Cases.ToDictionary(known => known, known => arranged.Look(known, recorded.GetValueOrDefault(known.Name))),
            new(exitCode, WindowsMaintenance.Machine().Journal.Read() is null, RebootList.Ours().Count > 0, run.KeepsRegistration ? [.. InstalledProducts.All().Select(product => product.Version)] : null));
    }

    // What the installation wrote down when it came, whether it is over or not.
    private static Dictionary<string, ServiceState?> Recorded()
    {
        var journal = WindowsMaintenance.Machine().Journal;
        var states = journal.Read()?.Plan.Instances.Select(state => (state.Instance, state.State))
            ?? journal.ReadLastRun()?.Instances.Select(instance => (instance.Instance, State: instance.Before))
            ?? [];
        return states.ToDictionary(state => state.Instance, state => (ServiceState?)state.State);
    }

    private async Task Install(Package package, Evidence evidence)
    {
        await SetupGuard.Kill();
        await ServiceTable.Clear();
        if (Directory.Exists(MachineFolder.Current().Setup))
            Directory.Delete(MachineFolder.Current().Setup, recursive: true);
        if (_installed == package)
            return;
        await CleanMachine.RemoveProducts(evidence);
        Assert.AreEqual(MsiResult.Success, new Msiexec(evidence).Install(package).ExitCode, $"{package.Name} could not be installed.");
        _installed = package;
    }
}

/// <param name="Instances">Each case.</param>
/// <param name="Machine">The machine.</param>
internal sealed record MatrixSightings(IReadOnlyDictionary<InstanceCase, InstanceSighting> Instances, MachineSighting Machine);
