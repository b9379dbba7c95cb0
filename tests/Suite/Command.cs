using System.Diagnostics;

namespace Octopus.Tests.Suite;

/// <summary>Runs a command with this console, for a bounded time.</summary>
internal static class Command
{
    public static async Task<int> Run(
        string file, string[] arguments, TimeSpan patience, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments) { UseShellExecute = false };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        using var late = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Console.WriteLine($"{file} {string.Join(' ', arguments)} did not end in {patience.TotalMinutes:0} minutes and was ended.");
            return -1;
        }
    }
}
