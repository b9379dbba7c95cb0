using System.ComponentModel;
using System.Diagnostics;
using System.ServiceProcess;
using Octopus.Services;

namespace Octopus.Tests.E2E.Machine;

/// <summary>
/// An installation by SYSTEM with nobody logged on, as ConfigMgr and Intune do it: msiexec is started by a service. The service is
/// this very program, and ends with the installer's exit code.
/// </summary>
internal sealed class SystemInstaller : ServiceBase
{
    public const string Option = "--install-as-system";

    private const string Name = "Octopus E2E deployment agent";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly string _commandLine;

    private SystemInstaller(string commandLine) => _commandLine = commandLine;

    /// <summary>What the service does.</summary>
    public static int Serve(string commandLine)
    {
        using var service = new SystemInstaller(commandLine);
        Run(service);
        return service.ExitCode;
    }

    /// <summary>Installs a package and waits for the end.</summary>
    public static async Task<MsiResult> Install(Package package, string log, params string[] properties)
    {
        var manager = ServiceTable.Manager;
        var commandLine = $"/i \"{package.Path}\" /qn /l*v \"{log}\" {Msiexec.PropertyLine(properties)}";
        // A quotation mark in an argument is written with a backslash.
        manager.Create(new(Name, Name, "Installs what a management tool hands out.", $"\"{Environment.ProcessPath}\" {Option} \"{commandLine.Replace("\"", "\\\"")}\"", StartType.Manual));
        try
        {
            manager.Request(Name, ServiceRequest.Start);
            var ended = await manager.WaitFor(Name, ServiceState.Stopped, Patience, CancellationToken.None);
            return ended.State == ServiceState.Stopped
                ? new(ended.ExitCode, log)
                : throw new System.TimeoutException($"The installation did not end in {Patience.TotalMinutes:0} minutes. Its log: {log}");
        }
        finally
        {
            manager.Delete(Name);
        }
    }

    protected override void OnStart(string[] args) => _ = Task.Run(() =>
    {
        using var process = Process.Start(new ProcessStartInfo("msiexec.exe", _commandLine) { UseShellExecute = false })
            ?? throw new Win32Exception("msiexec did not start.");
        process.WaitForExit();
        ExitCode = process.ExitCode;
        Stop();
    });
}
