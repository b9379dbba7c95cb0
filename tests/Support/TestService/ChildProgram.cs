using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>A second process for tests, in one of a few roles. It says when it is ready, and ends when its input ends.</summary>
[SupportedOSPlatform("windows")]
public static class ChildProgram
{
    /// <summary>Does nothing.</summary>
    public const string HangOption = "--hang";

    /// <summary>Ends when it is asked to as well.</summary>
    public const string ListenOption = "--listen";

    /// <summary>Holds the file that follows against writing.</summary>
    public const string HoldOption = "--hold";

    /// <summary>Starts another that outlives it, and says its identifier.</summary>
    public const string SpawnOption = "--spawn";

    /// <summary>Says what follows on standard output and on standard error, as programs of ours do.</summary>
    public const string SayOption = "--say";

    /// <summary>Goes on for a while after its input has ended.</summary>
    private const string OutliveOption = "--outlive";

    private const string Ready = "ready";

    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(2);

    /// <summary>Plays the role that the arguments ask for; <see langword="null"/> when they ask for none.</summary>
    public static int? Run(string[] args)
    {
        switch (args)
        {
            case [HangOption]:
                return UntilInputEnds(Ready);
            case [ListenOption]:
                using (var request = EndRequest.Listen())
                using (request.Token.Register(() => Environment.Exit(0)))
                    return UntilInputEnds(request.IsListening ? Ready : "deaf");
            case [HoldOption, var path]:
                using (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))
                    return UntilInputEnds(Ready);
            case [SpawnOption]:
                using (var child = Start([OutliveOption], out _))
                    return UntilInputEnds(child.Id.ToString(CultureInfo.InvariantCulture));
            case [SayOption, var text]:
                StandardStreams.Output.WriteLine(text);
                StandardStreams.Error.WriteLine(text);
                return 0;
            case [OutliveOption]:
                Console.WriteLine(Ready);
                using (var never = new ManualResetEventSlim())
                    return never.Wait(LongestLife) ? 0 : 1;
            default:
                return null;
        }
    }

    /// <summary>Starts this program in a role and waits until it is ready; closing its input ends it.</summary>
    /// <param name="args">The role.</param>
    /// <param name="answer">What it said when it was ready.</param>
    public static Process Start(string[] args, out string answer)
    {
        var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, args) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        answer = child.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{string.Join(' ', args)} ended before it was ready.");
        return child;
    }

    private static int UntilInputEnds(string answer)
    {
        Console.WriteLine(answer);
        return Console.Read();
    }
}
