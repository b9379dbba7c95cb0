using System.Globalization;

namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>What the services wrote down: when each was asked to stop and when it ran.</summary>
internal sealed class Stamps(string folder)
{
    public string Folder => folder;

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder))
            File.Delete(file);
    }

    /// <summary>When the first was asked to stop, and when the last ran. Each must have done both, in this order.</summary>
    public (DateTimeOffset FirstStop, DateTimeOffset LastRunning) Read(IReadOnlyList<string> instances)
    {
        var stops = instances.Select(instance => Read(instance, "stopping")).ToList();
        var starts = instances.Select(instance => Read(instance, "running")).ToList();
        var wrong = instances.Where((_, index) => stops[index] >= starts[index]).ToList();
        if (wrong.Count > 0)
            throw new InvalidOperationException($"Not measured. These did not stop first and start then: {string.Join(", ", wrong)}.");
        return (stops.Min(), starts.Max());
    }

    private DateTimeOffset Read(string instance, string what)
    {
        var file = Path.Combine(folder, $"{instance}.{what}");
        return File.Exists(file)
            ? DateTimeOffset.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Not measured. {instance} was never {what}.");
    }
}
