using Octopus.Tests.Benchmarks.Reports;

namespace Octopus.Tests.Benchmarks.Downtime;

/// <summary>The tables of downtime, and what they had to be.</summary>
internal sealed class DowntimeReport(Measured ours, Measured rows, Measured upgrader, Measured processes, string busy)
{
    private const int Compared = 50;
    private const double TimesRows = 10;
    private const double TimesUpgrader = 20;
    private const double Allowance = 1.25;

    public Report Make() => new(
        "Downtime of an upgrade",
        [Comparison(), Phases()],
        Targets(),
        [
            $"Downtime is from the first service that is asked to stop to the last that is healthy again. Each figure is the median of {ours.RoundsAt(Compared)} rounds. A service takes 2 s to stop and 1 s to start, and answers `/health` over TLS from the moment it runs. *Ours* is a real upgrade by a package with the product's actions, journal and start holds included, measured alone: from when a service says it was asked first until `last-run.json` says that the last one answered for itself. *Rows* is a real upgrade by a package with a ServiceControl row for each service; Wine's installer does not wait for a service to stop, so there the benchmark stops the services one after the other in its stead, without a pause. *Upgrader* is the vendor's algorithm without an installation in between. Of these two only the services' own account counts, until the last ran; a service of theirs is healthy when it runs.",
            $"The rounds of rows and upgrader, which mostly sleep, ran at once on machines of their own, those with {ours.Counts.Last()} services after the others; {busy}. Ours ran alone.",
            "What bounds them: ours, the slowest service and, with many, the service control manager, which creates one process after the other (the limit has that cost, measured in the same run, before and after ours: the same services, with nobody but that manager, all asked for at once; 1 s of it is the services' own). Rows, the sum of all services; Wine's installer looks once a second whether one has started, and Windows' own may look at other times. Upgrader, the sum of all services and its own pauses.",
        ]);

    private Table Comparison()
    {
        var table = new Table("services", "ours s", "rows s", "upgrader s", "rows / ours", "upgrader / ours");
        foreach (var count in ours.Counts)
        {
            var (mine, row, vendor) = (ours.Seconds(count), rows.Seconds(count), upgrader.Seconds(count));
            table.Add($"{count}", $"{mine:0.0}", $"{row:0.0}", $"{vendor:0.0}", $"{row / mine:0.0}", $"{vendor / mine:0.0}");
        }

        return table;
    }

    private Table Phases()
    {
        var names = ours.Phases(ours.Counts.First()).Select(phase => phase.Name).ToList();
        var table = new Table(["ours, in seconds", .. names]);
        foreach (var count in ours.Counts)
            table.Add([$"{count}", .. ours.Phases(count).Select(phase => $"{phase.Seconds:0.00}")]);
        return table;
    }

    private IReadOnlyList<Target> Targets()
    {
        var (fewest, most) = (ours.Counts.First(), ours.Counts.Last());
        var starting = processes.Seconds(most);
        var limit = (Allowance * ours.Seconds(fewest)) + starting;
        return
        [
            new(FormattableString.Invariant($"with {most} services, ours takes (limit: {Allowance} times the {ours.Seconds(fewest):0.0} s of one, and {starting:0.0} s for starting {most} processes and nothing else)"), ours.Seconds(most), limit, "s", Bound.AtMost),
            new($"with {Compared} services, the installer's own rows take longer than ours by", rows.Seconds(Compared) / ours.Seconds(Compared), TimesRows, "times", Bound.AtLeast),
            new($"with {Compared} services, the vendor's upgrader takes longer than ours by", upgrader.Seconds(Compared) / ours.Seconds(Compared), TimesUpgrader, "times", Bound.AtLeast),
        ];
    }
}
