using System.ComponentModel;
using System.Diagnostics;

namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>Windows Installer, silently and with a full log, as administrators are told to run it.</summary>
internal static class Msiexec
{
    public static void Install(string package, string log, string properties = "") => Run($"/i \"{package}\" {properties}", log);

    public static void Uninstall(string package, string log) => Run($"/x \"{package}\"", log);

    private static void Run(string command, string log)
    {
        using var process = Process.Start(new ProcessStartInfo("msiexec.exe", $"{command} /qn /l*v \"{log}\"") { UseShellExecute = false })
            ?? throw new Win32Exception($"msiexec {command} did not start.");
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"Not measured. msiexec {command} returned {process.ExitCode}; its log is {log}.");
    }
}
