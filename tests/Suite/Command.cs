using System.Diagnostics;

namespace Octopus.Tests.Suite;

/// <summary>Runs a command with this console, for a bounded time.</summary>
internal static class Command
{
    public static async Task<int> Run(
        string file, string[] arguments, TimeSpan patience, IReadOnlyDictionary<string, string>? environment = null, bool silent = false)
    {
        // A silent command's descendants may outlive it and hold its output open, so its end and not theirs is waited for.
        var start = new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardOutput = silent, RedirectStandardError = silent };
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
