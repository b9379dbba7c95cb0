using System.Diagnostics;

namespace Octopus.Tests.PowerCut;

/// <summary>The Windows in the Wine prefix of this process. Nobody here may switch a real one off.</summary>
internal static class WineMachine
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // This program stands in bin/PowerCut.Tests/release, beside the other one.
    private static string Journeys => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "E2E", "release_win-x64", "Octopus.Tests.E2E.exe"));

    /// <summary>Runs the program of the journeys there, and returns what it printed.</summary>
    public static async Task<string> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("wine", [Journeys, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (new List<string>(), new List<string>());
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // Not the end of its output: what it has started, the installation under way, may hold that.
        using var end = new CancellationTokenSource(Patience);
        await WaitForExit(process, end.Token);
        Assert.AreEqual(0, process.ExitCode, $"{string.Join(' ', arguments)}: {Text(output)} {Text(error)}");
        return Text(output);
    }

    /// <summary>Every process of the machine ends at once, as when the power goes; then it starts again, with nobody there.</summary>
    public static async Task CutPowerAndStart()
    {
        // Its processes are killed; the server itself writes its registry before it goes, which Windows does all the time and Wine seldom.
        await Quietly("wineserver --kill");
        await Quietly("wineserver --wait");
        await Quietly("wineserver --persistent");
        // It starts the services that start with the machine.
        await Quietly("wineboot");
    }

    // The events of its end come when its output has ended too; the process itself has ended before.
    private static async Task WaitForExit(Process process, CancellationToken stop)
    {
        using var looking = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!process.HasExited)
            await looking.WaitForNextTickAsync(stop);
    }

    // wineserver returns other than 0 when there is nothing to wait for.
    private static async Task Quietly(string command)
    {
        using var process = Process.Start("sh", ["-c", $"exec {command} </dev/null >/dev/null 2>&1"]);
        using var end = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(end.Token);
    }

    private static void Add(List<string> lines, string? line)
    {
        if (line is null)
            return;
        lock (lines)
            lines.Add(line);
    }

    private static string Text(List<string> lines)
    {
        lock (lines)
            return string.Join('\n', lines);
    }
}
