using System.ComponentModel;
using System.Diagnostics;

namespace Octopus.Tests.Manager.Rig;

/// <summary>A program of the Windows that is tested on: this one, or the one in the Wine prefix of this process.</summary>
internal static class WindowsProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Starts it; what it prints can be read.</summary>
    public static Process Start(string program, params string[] arguments)
    {
        var (file, line) = OperatingSystem.IsWindows() ? (program, arguments) : ("wine", [program, .. arguments]);
        return Process.Start(new ProcessStartInfo(file, line) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })
            ?? throw new Win32Exception($"{program} did not start.");
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<ProgramResult> Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new(process.ExitCode, await output.WaitAsync(Patience), await error.WaitAsync(Patience));
    }

    /// <summary>A path of this machine as a Windows program understands it.</summary>
    public static string PathFor(string path) => OperatingSystem.IsWindows() ? path : "Z:" + path.Replace('/', '\\');
}

/// <summary>What a program left behind.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);
