using Octopus.Tests.Support;
using Spectre.Console;

namespace Octopus.Tests.Benchmarks;

/// <summary>The table, and what may be read out of it.</summary>
internal static class Report
{
    private const int TableWidth = 132;

    public static void Show(IReadOnlyList<Result> results, ServiceBehaviour behaviour)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        console.Profile.Width = TableWidth;
        var table = new Table { Border = TableBorder.Ascii2 };
        foreach (var column in new[] { "services", "ours stop ms", "serial stop ms", "ratio", "ours start ms", "serial start ms", "ratio" })
            table.AddColumn(column, heading => heading.RightAligned());
        foreach (var (services, ours, serial) in results)
        {
            table.AddRow(
                Text($"{services}"),
                Text($"{ours.Stop:0}"), Text($"{serial.Stop:0}"), Text($"{serial.Stop / ours.Stop:0.0}"),
                Text($"{ours.Start:0}"), Text($"{serial.Start:0}"), Text($"{serial.Start / ours.Start:0.0}"));
        }

        console.WriteLine();
        console.Write(table);
        Console.WriteLine(Text(
            $"No way is quicker than the slowest service, which takes {behaviour.StopTime.TotalMilliseconds:0} ms to stop and {behaviour.StartTime.TotalMilliseconds:0} ms to start, and the service control manager creates processes one after the other; the milliseconds are this machine's, so compare only ratios, and only inside one run."));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
