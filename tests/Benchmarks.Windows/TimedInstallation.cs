using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>
/// A silent installation that says how long each of its actions took. Asked of Windows Installer itself, as a bundle asks: its log has
/// whole seconds only.
/// </summary>
internal static unsafe partial class TimedInstallation
{
    private const uint NoUi = 2;
    private const uint VerboseLog = 0x1FFF;
    private const uint ActionStart = 0x08000000;
    private const uint MessageType = 0xFF000000;
    private const uint ActionStartMessages = 1 << (int)(ActionStart >> 24);
    private const int Unanswered = 0;

    private static readonly List<(string Action, long Began)> Starts = [];

    /// <summary>Installs a package.</summary>
    /// <returns>Milliseconds by action; of one that ran several times, as in the removal of the old version, their sum.</returns>
    public static IReadOnlyDictionary<string, double> Install(string package, string log, string properties = "")
    {
        Starts.Clear();
        // It answers with the level before.
        _ = MsiSetInternalUI(NoUi, 0);
        Check(MsiSetExternalUIRecord(&Note, ActionStartMessages, 0, out _));
        Check(MsiEnableLog(VerboseLog, log, 0));
        var exitCode = MsiInstallProduct(package, properties);
        var ended = Stopwatch.GetTimestamp();
        if (exitCode != 0)
            throw new InvalidOperationException($"Not measured. The installation of {package} {properties} returned {exitCode}; its log is {log}.");
        var ends = Starts.Skip(1).Select(next => next.Began).Append(ended);
        return Starts.Zip(ends, (start, end) => (start.Action, Took: Stopwatch.GetElapsedTime(start.Began, end).TotalMilliseconds))
            .GroupBy(action => action.Action)
            .ToDictionary(action => action.Key, action => action.Sum(run => run.Took));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvStdcall)])]
    private static int Note(nint context, uint message, uint record)
    {
        if ((message & MessageType) == ActionStart)
            Starts.Add((Field(record, 1), Stopwatch.GetTimestamp()));
        return Unanswered;
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
