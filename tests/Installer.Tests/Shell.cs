using System.Diagnostics;

namespace Installer.Tests;

/// <summary>Runs a program and hands back what it printed; a failure fails the test with that text.</summary>
internal static class Shell
{
    public static string Run(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The test host's own MSBuild settings must not leak into the build it starts.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, $"{program} {string.Join(' ', arguments)}\n{output}{errors.Result}");
        return output;
    }
}
