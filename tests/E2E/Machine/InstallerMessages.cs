using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Octopus.Tests.E2E.Machine;

/// <summary>
/// A silent installation asked of Windows Installer itself, as a bundle or a deployment tool asks: this process hears its messages.
/// Windows Installer keeps one handler for a process.
/// </summary>
internal static unsafe partial class InstallerMessages
{
    /// <summary>An action begins; the first field is its name.</summary>
    public const uint ActionStart = 0x08000000;

    /// <summary>A line of progress of an action.</summary>
    public const uint ActionData = 0x09000000;

    private const uint NoUi = 2;
    private const uint VerboseLog = 0x1FFF;
    private const uint KindOfMessage = 0xFF000000;

    /// <summary>Installs, and hands the beginnings of actions and their lines of progress to the handler.</summary>
    /// <returns>What Windows Installer returns.</returns>
    public static int Install(string package, string log, string properties, delegate* unmanaged[Stdcall]<nint, uint, uint, int> handler)
    {
        // It answers with the level before.
        _ = MsiSetInternalUI(NoUi, 0);
        Check(MsiSetExternalUIRecord(handler, Filter(ActionStart) | Filter(ActionData), 0, out _));
        Check(MsiEnableLog(VerboseLog, log, 0));
        return (int)MsiInstallProduct(package, properties);
    }

    /// <summary>Whether a message that the handler was given is of that kind.</summary>
    public static bool Is(uint message, uint kind) => (message & KindOfMessage) == kind;

    /// <summary>A field of a message, from 1.</summary>
    public static string Field(uint record, uint number)
    {
        var length = 0u;
        // A buffer that is no buffer asks for the length.
        _ = MsiRecordGetString(record, number, [], ref length);
        var text = new char[++length];
        Check(MsiRecordGetString(record, number, text, ref length));
        return new(text, 0, (int)length);
    }

    private static uint Filter(uint kind) => 1u << (int)(kind >> 24);

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
