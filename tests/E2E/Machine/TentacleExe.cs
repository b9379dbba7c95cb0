using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Octopus.Tests.E2E.Machine;

/// <summary>Runs the product's command line, as a person or a script does.</summary>
internal sealed class TentacleExe(string path, Evidence evidence)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The installed one.</summary>
    public static TentacleExe Installed(Evidence evidence) => new(InstallFolder.Tentacle, evidence);

    /// <summary>Runs a command that has to succeed.</summary>
    public string Do(params string[] arguments)
    {
        var result = Try(arguments);
        return result.ExitCode == 0
            ? result.Output
            : throw new AssertFailedException($"Tentacle {string.Join(' ', arguments)} returned {result.ExitCode}: {result.Error}");
    }

    /// <summary>Runs a command that may fail.</summary>
    public CommandResult Try(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        }) ?? throw new Win32Exception($"{path} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            throw new TimeoutException($"Tentacle {string.Join(' ', arguments)} did not end in {Patience.TotalMinutes:0} minutes.");
        }

        var result = new CommandResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        evidence.Write($"Tentacle {arguments.FirstOrDefault()}", $"{path} {string.Join(' ', arguments)}\nexit code {result.ExitCode}\n--- output\n{result.Output}\n--- error\n{result.Error}");
        return result;
    }
}

internal sealed record CommandResult(int ExitCode, string Output, string Error);
