using System.Globalization;
using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>Measures one way on this machine: every number of services, rising, several times.</summary>
internal static class Lane
{
    public static async Task<IReadOnlyList<Round>> Run(LaneOptions lane, IWay way)
    {
        var executable = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Octopus Deploy", "Tentacle", Application.Tentacle.Executable);
        way.Prepare(executable);
        // Ways without a package have nobody else who puts it there.
        Directory.CreateDirectory(Path.GetDirectoryName(executable)!);
        if (!File.Exists(executable))
            File.Copy(lane.Service, executable);

        var fleet = new Fleet(WindowsMaintenance.Machine(), way, executable, lane.FirstPort);
        var rounds = new List<Round>();
        foreach (var count in lane.Counts)
        {
            fleet.Grow(count);
            await fleet.Start();
            for (var number = 1; number <= lane.Rounds; number++)
            {
                fleet.Stamps.Clear();
                var round = await way.Interrupt(fleet);
                rounds.Add(round);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{lane.Way}, {count} services, {number} of {lane.Rounds}: {round.Milliseconds:0} ms{string.Concat(round.Phases.Select(phase => $", {phase.Name} {phase.Milliseconds:0}"))}"));
            }
        }

        await fleet.Clear();
        way.Remove(executable);
        return rounds;
    }
}
