using System.Diagnostics;
using Octopus.Services;

namespace Octopus.Tests.E2E.Machine;

/// <summary>An installation under way.</summary>
/// <param name="Process">The process it was asked for by.</param>
/// <param name="Log">Its verbose log.</param>
internal sealed record RunningInstallation(Process Process, string Log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private const int LastLines = 40;

    /// <summary>Waits for the end.</summary>
    public MsiResult Wait()
    {
        using (this)
        {
            if (Process.WaitForExit(Patience))
                return new(Process.ExitCode, Log);
            var found = Found();
            Process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The installation did not end in {Patience.TotalMinutes:0} minutes. Its log: {Log}{found}");
        }
    }

    // The machine and its evidence may be gone when somebody reads of it.
    private string Found()
    {
        var log = File.Exists(Log) ? LastOfLog() : ["There is no log."];
        var processes = new WindowsProcesses().List().Select(process => $"process {process.Id} of {process.ParentId}, since {process.StartedAt:T}: {process.ExecutablePath}");
        IEnumerable<string> lines = [$"at {TimeProvider.System.GetUtcNow():T}", .. log, .. processes, ServiceTable.Describe()];
        return string.Concat(lines.Select(line => $"{Environment.NewLine}  {line}"));
    }

    // It is still being written.
    private IEnumerable<string> LastOfLog()
    {
        using var reader = new StreamReader(new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Split(Environment.NewLine).TakeLast(LastLines);
    }

    public void Dispose() => Process.Dispose();
}

/// <param name="ExitCode">What msiexec returned, all 32 bits: this program runs inside Windows, or Wine.</param>
/// <param name="Log">Its verbose log.</param>
internal sealed record MsiResult(int ExitCode, string Log)
{
    public const int Success = 0;
    public const int UserExit = 1602;
    public const int InstallFailure = 1603;
    public const int AlreadyRunning = 1618;

    public string[] LogLines() => File.ReadAllLines(Log);
}
