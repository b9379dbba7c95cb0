using System.Diagnostics;
using System.Globalization;

namespace Octopus.Tests.Benchmarks.Engine;

/// <summary>
/// The stop phase in a process of its own, because the most memory a process has ever used cannot be reset. It tells three numbers:
/// bytes in use before, most bytes in use, bytes allocated.
/// </summary>
internal static class StopPhase
{
    public const string Command = "stop-phase";

    public static async Task<int> Run(string instances)
    {
        using var machine = new EngineMachine(int.Parse(instances, CultureInfo.InvariantCulture), recorded: false);
        var plan = machine.Plan();
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        using var before = Process.GetCurrentProcess();
        var used = before.PeakWorkingSet64;
        machine.Stop(plan);
        using var after = Process.GetCurrentProcess();
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{used} {after.PeakWorkingSet64} {GC.GetTotalAllocatedBytes(precise: true) - allocated}"));
        return 0;
    }

    /// <summary>Runs it, and returns the three numbers.</summary>
    public static async Task<(double Before, double Peak, double Allocated)> Measure(int instances)
    {
        var start = new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], Command, instances.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The stop phase did not start.");
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || text.Split(' ') is not [var before, var peak, var allocated])
            throw new InvalidOperationException($"The stop phase ended with {process.ExitCode} and said '{text}'.");
        return (Number(before), Number(peak), Number(allocated));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
