using System.ComponentModel;
using System.Diagnostics;

namespace PackageCompiler.Tools;

/// <summary>Runs a program of Debian's msitools or gcab packages.</summary>
internal static class Tool
{
    public static void Run(string name, string folder, IEnumerable<string> arguments)
    {
        using var process = Start(name, folder, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        // Both report some failures only in words: any word on the error stream counts.
        if (process.ExitCode != 0 || errors.Trim().Length > 0)
            throw new ToolException(name, $"exit code {process.ExitCode}: {(errors + output.Result).Trim()}");
    }

    private static Process Start(string name, string folder, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(name, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception)
        {
            throw new ToolException(name, "the program is not installed; run: apt-get install msitools gcab");
        }
    }
}
