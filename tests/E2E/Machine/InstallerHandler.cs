using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Octopus.Tests.E2E.Machine;

/// <summary>
/// An installation by a program that shows its own dialogs: a bundle, or a deployment tool. It sees every message, and can answer
/// with Cancel. It runs in a process of its own, for Windows Installer keeps one handler for a process.
/// </summary>
internal static unsafe class InstallerHandler
{
    public const string Option = "--install-with-handler";

    private const string Never = "-";
    private const int Ok = 1;
    private const int Cancel = 2;

    private static string cancelDuring = Never;
    private static string action = "";

    /// <summary>Begins an installation in a process of its own.</summary>
    /// <param name="package">The package.</param>
    /// <param name="log">Where its log goes.</param>
    /// <param name="cancelDuring">The action whose first line of progress is answered with Cancel; <see langword="null"/> for none.</param>
    /// <param name="properties">The command line.</param>
    public static RunningInstallation Start(Package package, string log, string? cancelDuring, params string[] properties) =>
        new(
            Process.Start(new ProcessStartInfo(
                Environment.ProcessPath!, [Option, package.Path, log, cancelDuring ?? Never, Msiexec.PropertyLine(properties)]) { UseShellExecute = false })
                ?? throw new Win32Exception("The handler did not start."),
            log);

    /// <summary>What that process does.</summary>
    public static int Run(string package, string log, string during, string properties)
    {
        cancelDuring = during;
        return InstallerMessages.Install(package, log, properties, &Answer);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvStdcall)])]
    private static int Answer(nint context, uint message, uint record)
    {
        if (InstallerMessages.Is(message, InstallerMessages.ActionStart))
            action = InstallerMessages.Field(record, 1);
        // Wine puts an action's data before its name while it runs the script.
        return InstallerMessages.Is(message, InstallerMessages.ActionData)
            && action.EndsWith(cancelDuring, StringComparison.Ordinal) && InstallerMessages.Field(record, 1).Length > 0 ? Cancel : Ok;
    }
}
