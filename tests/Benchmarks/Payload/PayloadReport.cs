using Octopus.Tests.Benchmarks.Reports;

namespace Octopus.Tests.Benchmarks.Payload;

/// <summary>The tables of the shapes, and what the one that is shipped had to be.</summary>
internal sealed class PayloadReport(IReadOnlyList<MeasuredShape> measured)
{
    private const double MostSeconds = 2;

    private static readonly string[] Starts = [PayloadTimes.Version, PayloadTimes.ListInstances, PayloadTimes.Start];

    private readonly MeasuredShape _before = measured.Single(shape => shape.Shape == Shape.Folder);
    private readonly MeasuredShape _shipped = measured.Single(shape => shape.Shape == Shape.Native);

    public Report Make() => new(
        "The product in five shapes",
        [Files(), Start()],
        [
            new("the shipped product, one instance, downtime in which no service stops or starts", _shipped.Seconds(PayloadTimes.Files), MostSeconds, "s", Bound.AtMost),
        ],
        [
            $"Each figure is the median of {_shipped.Rounds.Count} rounds. The product's own packages, of which only the shape of `Tentacle.exe` differs: all have the Manager, which is one compressed file, and the actions. One instance runs and is upgraded to the same version under another product code, which replaces every file. *Downtime* is what `last-run.json` says, from before the first request to stop until the instance is healthy; *neither* is what is left of it when stopping and starting the service are taken away. The two actions are timed by Windows Installer's own messages. A command is timed from its start to its end; a hundred instances with a service each are listed, and `start` is the start in the upgrade, until `/health` answers.",
            "What bounds them: the package and InstallFiles, the bytes, of which most are the Manager's; the removal, a second installation inside the first with files to delete, and under Wine with a second look for instances, which Windows leaves out; commands and start, what has to be loaded and compiled before the first line of ours runs. A single file is unpacked into memory at every start, and Wine cannot load one that is not compressed.",
        ]);

    private Table Files()
    {
        var table = new Table("`Tentacle.exe`", "MSI MB", "files", "downtime s", "stop s", "start s", "neither s", "RemoveExistingProducts s", "InstallFiles s");
        foreach (var shape in measured)
        {
            var times = new[] { PayloadTimes.Stop, PayloadTimes.Start, PayloadTimes.Files, PayloadTimes.Removal, PayloadTimes.InstallFiles };
            table.Add(
                [shape.Shape.Title, $"{shape.Bytes / 1e6:0.0}", $"{shape.Files}", $"{shape.Downtime:0.00}", .. times.Select(time => $"{shape.Seconds(time):0.00}")]);
        }

        return table;
    }

    private Table Start()
    {
        var table = new Table(["`Tentacle.exe`", "version s", "list-instances s", "start to healthy s", .. Starts.Select(start => $"{start} / {_before.Shape.Title}")]);
        foreach (var shape in measured)
            table.Add([shape.Shape.Title, .. Starts.Select(start => $"{shape.Seconds(start):0.00}"), .. Starts.Select(start => $"{shape.Seconds(start) / _before.Seconds(start):0.00}")]);
        return table;
    }
}
