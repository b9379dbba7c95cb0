using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Octopus.Tests.Benchmarks.Actions;

/// <summary>
/// What it takes to load the library of actions, in a process that has not done it yet: until it is mapped, and until an entry point has
/// come back, which has started the runtime inside. It is called without an installation, says so and does nothing.
/// </summary>
internal static unsafe class LibraryLoad
{
    /// <summary>The argument that makes a process of this program do it.</summary>
    public const string Command = "load";

    private const string EntryPoint = "CommitInstances";
    private const uint NoInstallation = int.MaxValue;
    private const uint Failure = 1603;

    /// <summary>Measures it in a process of its own.</summary>
    /// <returns>Milliseconds until the library is mapped, and until its entry point has come back.</returns>
    public static (double Mapped, double Called) Measure(string library)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Command, library]) { UseShellExecute = false, RedirectStandardOutput = true })
            ?? throw new Win32Exception("The process that loads the library did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"Not measured. Loading {library} returned {process.ExitCode}: {output}");
        var times = output.Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture)).ToList();
        return (times[0], times[1]);
    }

    /// <summary>What that process does.</summary>
    public static int Run(string library)
    {
        var began = Stopwatch.GetTimestamp();
        var loaded = NativeLibrary.Load(library);
        var mapped = Stopwatch.GetElapsedTime(began);
        var result = ((delegate* unmanaged[Stdcall]<uint, uint>)NativeLibrary.GetExport(loaded, EntryPoint))(NoInstallation);
        var called = Stopwatch.GetElapsedTime(began);
        if (result != Failure)
            throw new InvalidOperationException($"Without an installation {EntryPoint} returned {result}.");
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{mapped.TotalMilliseconds} {called.TotalMilliseconds}"));
        return 0;
    }
}
