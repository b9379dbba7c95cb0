using System.ComponentModel;
using System.Diagnostics;

namespace Octopus.Tests.E2E.Machine;

/// <summary>Runs Windows Installer, silently and with a full log.</summary>
internal sealed class Msiexec(Evidence evidence)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    public MsiResult Install(Package package, params string[] properties) => Run($"install {package.Name}", ["/i", package.Path, .. properties]);

    // /fa fails under Wine; this is the same repair, written so that it works on both.
    public MsiResult Repair(Package package) => Run($"repair {package.Name}", ["/i", package.Path, "REINSTALL=ALL", "REINSTALLMODE=amus"]);

    public MsiResult Uninstall(Package package) => Run($"uninstall {package.Name}", ["/x", package.Path]);

    public MsiResult Uninstall(InstalledProduct product) => Run($"uninstall {product.Version}", ["/x", product.Code]);

    private MsiResult Run(string what, string[] arguments)
    {
        var log = evidence.NextFile($"msiexec {what}", ".log");
        using var process = Process.Start(new ProcessStartInfo("msiexec.exe", [.. arguments, "/qn", "/l*v", log]) { UseShellExecute = false })
            ?? throw new Win32Exception($"msiexec did not start: {what}");
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"msiexec did not end in {Patience.TotalMinutes:0} minutes: {what}. Its log: {log}");
        }

        return new(process.ExitCode, log);
    }
}

/// <param name="ExitCode">What msiexec returned, all 32 bits: this program runs inside Windows, or Wine.</param>
/// <param name="Log">Its verbose log.</param>
internal sealed record MsiResult(int ExitCode, string Log)
{
    public const int Success = 0;
    public const int InstallFailure = 1603;

    public string[] LogLines() => File.ReadAllLines(Log);
}
