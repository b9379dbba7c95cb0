using Octopus.Services;

namespace Octopus.Tests.E2E.Matrix;

/// <summary>One row: an instance in a run, or with no case the machine itself.</summary>
internal sealed record MatrixRow(MatrixRun Run, InstanceCase? Case)
{
    /// <summary>Every row of every run.</summary>
    public static IEnumerable<MatrixRow> All =>
        from run in MatrixRun.All
        from instance in run.Cases.Select(InstanceCase? (known) => known).Append(null)
        select new MatrixRow(run, instance);

    /// <summary>What the rules say, in the words of <see cref="InstanceSighting"/> and <see cref="MachineSighting"/>.</summary>
    public string Expected => Case is { } known ? ExpectedOf(known).ToString() : ExpectedOfMachine().ToString();

    public override string ToString() => $"{Run}: {Case?.ToString() ?? "the machine"}";

    private InstanceSighting ExpectedOf(InstanceCase known)
    {
        if (Run.Removes)
            return InstanceSighting.Gone(known.State);
        ServiceState? met = Run.Stops ? known.State : null;
        var process = known.Afterwards == ServiceState.Stopped ? ProcessSighting.None
            : Run.Stops ? ProcessSighting.Another
            : ProcessSighting.Same;
        return new(met, known.Afterwards, known.StartType, ConfigurationIsKept: true, process, known.IsAgent ? Run.Version : null);
    }

    private MachineSighting ExpectedOfMachine() =>
        new(Run.ExitCode, JournalIsClosed: true, MustRestart: false, Run.KeepsRegistration ? Run.Removes ? [] : [Run.Version] : null);
}
