using System.ComponentModel;
using System.Diagnostics;
using Octopus.Services;

namespace Octopus.Tests.E2E.Machine;

/// <summary>Runs Windows Installer with a full log, silently unless told otherwise.</summary>
internal sealed class Msiexec(Evidence evidence)
{
    // /fa fails under Wine; this is the same repair, written so that it works on both.
    private static readonly string[] RepairEverything = ["REINSTALL=ALL", "REINSTALLMODE=amus"];

    // The installation service and the hosts of actions have the first name; a packed .NET Framework action lives in the second.
    private static readonly string[] ProcessNames = ["msiexec", "rundll32"];

    public MsiResult Install(Package package, params string[] properties) => Start(package, properties).Wait();

    public MsiResult Repair(Package package, params string[] properties) => Install(package, [.. RepairEverything, .. properties]);

    public MsiResult Uninstall(Package package, params string[] properties) => Run($"uninstall {package.Name}", $"/x \"{package.Path}\"", properties).Wait();

    public MsiResult Uninstall(InstalledProduct product) => Run($"uninstall {product.Version}", $"/x {product.Code}", []).Wait();

    /// <summary>Begins an installation and does not wait for it.</summary>
    public RunningInstallation Start(Package package, params string[] properties) => Run($"install {package.Name}", $"/i \"{package.Path}\"", properties);

    /// <summary>Ends Windows Installer as a crash does: every process of it, and none can clean up after another.</summary>
    public static void Kill() => Kill(installer: true, host: true);

    /// <summary>The same with a part of it.</summary>
    /// <param name="installer">Those that install.</param>
    /// <param name="host">Those that run the actions.</param>
    public static void Kill(bool installer, bool host)
    {
        // The installation service runs as SYSTEM.
        Process.EnterDebugMode();
        var all = ProcessNames.SelectMany(Process.GetProcessesByName).OrderBy(process => process.StartTime).ToList();
        var hosts = new WindowsProcesses().List().Where(process => all.Exists(other => other.Id == process.ParentId)).Select(process => process.Id).ToHashSet();
        foreach (var process in all)
        {
            using (process)
            {
                if (hosts.Contains(process.Id) ? !host : !installer)
                    continue;
                process.Kill();
                process.WaitForExit();
            }
        }
    }

    private RunningInstallation Run(string what, string command, string[] properties)
    {
        var log = evidence.NextFile($"msiexec {what}", ".log");
        // The installer takes its command line apart by rules of its own: quotation marks belong around a value.
        var line = $"{command} /qn /l*v \"{log}\" {PropertyLine(properties)}";
        return new(
            Process.Start(new ProcessStartInfo("msiexec.exe", line) { UseShellExecute = false }) ?? throw new Win32Exception($"msiexec did not start: {what}"),
            log);
    }

    /// <summary>Properties as the installer reads them.</summary>
    public static string PropertyLine(IEnumerable<string> properties) =>
        string.Join(' ', properties.Select(property => property.Split('=', 2)).Select(pair => $"{pair[0]}=\"{pair[1]}\""));
}
