using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Octopus.Tests.E2E.Machine;

/// <summary>
/// An installation by a program that shows its own dialogs: a bundle, or a deployment tool. It sees every message, and can answer
/// with Cancel. It runs in a process of its own, for Windows Installer keeps one handler for a process.
/// </summary>
internal static unsafe partial class InstallerHandler
{
    public const string Option = "--install-with-handler";

    private const string Never = "-";
    private const int Ok = 1;
    private const int Cancel = 2;
    private const uint NoUi = 2;
    private const uint VerboseLog = 0x1FFF;
    private const uint ActionStart = 0x08000000;
    private const uint ActionData = 0x09000000;
    private const uint MessageType = 0xFF000000;
    private const uint ActionMessages = 0x100 | 0x200;

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
        // It answers with the level before.
        _ = MsiSetInternalUI(NoUi, 0);
        Check(MsiSetExternalUIRecord(&Answer, ActionMessages, 0, out _));
        Check(MsiEnableLog(VerboseLog, log, 0));
        return (int)MsiInstallProduct(package, properties);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvStdcall)])]
    private static int Answer(nint context, uint message, uint record)
    {
        if ((message & MessageType) == ActionStart)
            action = Field(record, 1);
        // Wine puts an action's data before its name while it runs the script.
        return (message & MessageType) == ActionData && action.EndsWith(cancelDuring, StringComparison.Ordinal) && Field(record, 1).Length > 0 ? Cancel : Ok;
    }

    private static string Field(uint record, uint number)
    {
        var length = 0u;
        // A buffer that is no buffer asks for the length.
        _ = MsiRecordGetString(record, number, [], ref length);
        var text = new char[++length];
        Check(MsiRecordGetString(record, number, text, ref length));
        return new(text, 0, (int)length);
    }

    private static void Check(uint error)
    {
        if (error != 0)
            throw new Win32Exception((int)error);
    }

    [LibraryImport("msi.dll")]
    private static partial uint MsiSetInternalUI(uint level, nint window);

    [LibraryImport("msi.dll")]
    private static partial uint MsiSetExternalUIRecord(
        delegate* unmanaged[Stdcall]<nint, uint, uint, int> handler, uint messages, nint context, out nint previous);

    [LibraryImport("msi.dll", EntryPoint = "MsiEnableLogW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial uint MsiEnableLog(uint mode, string file, uint attributes);

    [LibraryImport("msi.dll", EntryPoint = "MsiInstallProductW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial uint MsiInstallProduct(string package, string commandLine);

    [LibraryImport("msi.dll", EntryPoint = "MsiRecordGetStringW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial uint MsiRecordGetString(uint record, uint field, [Out] char[] text, ref uint length);
}
