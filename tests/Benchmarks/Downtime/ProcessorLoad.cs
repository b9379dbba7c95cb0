using System.Globalization;

namespace Octopus.Tests.Benchmarks.Downtime;

/// <summary>How busy the processors of this machine are, by their own count; unknown where there is none to read.</summary>
internal sealed class ProcessorLoad
{
    private const string Counters = "/proc/stat";
    private const int Idle = 3;
    private const int WaitingForDisk = 4;

    private readonly long[]? _before = Read();

    /// <summary>The share of time since this object was made in which they worked, as a half sentence.</summary>
    public override string ToString()
    {
        if (_before is null || Read() is not { } now)
            return "how busy the processors were is not known here";
        var spent = now.Zip(_before, (after, before) => after - before).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"the processors were busy {1 - ((double)(spent[Idle] + spent[WaitingForDisk]) / spent.Sum()):0 %} of the time");
    }

    private static long[]? Read() => File.Exists(Counters)
        ? [.. File.ReadLines(Counters).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(number => long.Parse(number, CultureInfo.InvariantCulture))]
        : null;
}
