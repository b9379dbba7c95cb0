using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>
/// A silent installation that says how long each of its actions took. Asked of Windows Installer itself, as a bundle asks: its log has
/// whole seconds only.
/// </summary>
internal static unsafe class TimedInstallation
{
    private const int Unanswered = 0;

    private static readonly List<(string Action, long Began)> Starts = [];

    /// <summary>Installs a package.</summary>
    /// <returns>Milliseconds by action; of one that ran several times, as in the removal of the old version, their sum.</returns>
    public static IReadOnlyDictionary<string, double> Install(string package, string log)
    {
        Starts.Clear();
        var exitCode = InstallerMessages.Install(package, log, "", &Note);
        var ended = Stopwatch.GetTimestamp();
        if (exitCode != 0)
            throw new InvalidOperationException($"Not measured. The installation of {package} returned {exitCode}; its log is {log}.");
        var ends = Starts.Skip(1).Select(next => next.Began).Append(ended);
        return Starts.Zip(ends, (start, end) => (start.Action, Took: Stopwatch.GetElapsedTime(start.Began, end).TotalMilliseconds))
            .GroupBy(action => action.Action)
            .ToDictionary(action => action.Key, action => action.Sum(run => run.Took));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvStdcall)])]
    private static int Note(nint context, uint message, uint record)
    {
        if (InstallerMessages.Is(message, InstallerMessages.ActionStart))
            Starts.Add((InstallerMessages.Field(record, 1), Stopwatch.GetTimestamp()));
        return Unanswered;
    }
}
