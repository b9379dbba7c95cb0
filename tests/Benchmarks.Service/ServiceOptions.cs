using System.Globalization;

namespace Octopus.Tests.Benchmarks.Service;

/// <summary>What the command line of the service says: <c>run --instance=X --port=1 --start=1000 --stop=2000 --stamps=FOLDER</c>.</summary>
/// <param name="Instance">The instance it answers for.</param>
/// <param name="Port">Where it answers; 0 for nowhere.</param>
/// <param name="StartTime">How long it takes to start.</param>
/// <param name="StopTime">How long it takes to stop.</param>
/// <param name="Stamps">Where it writes down when it was asked to stop and when it ran.</param>
internal sealed record ServiceOptions(string Instance, int Port, TimeSpan StartTime, TimeSpan StopTime, string Stamps)
{
    public static ServiceOptions Parse(string[] args)
    {
        var values = args.Skip(1).Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new(
            values["--instance"],
            int.Parse(values["--port"], CultureInfo.InvariantCulture),
            Milliseconds(values["--start"]),
            Milliseconds(values["--stop"]),
            values["--stamps"]);
    }

    private static TimeSpan Milliseconds(string text) => TimeSpan.FromMilliseconds(int.Parse(text, CultureInfo.InvariantCulture));
}
