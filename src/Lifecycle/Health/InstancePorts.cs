using System.Security;
using Octopus.Instances;

namespace Octopus.Lifecycle.Health;

/// <summary>Where the instances listen, as their configuration says now.</summary>
internal sealed class InstancePorts(IInstanceStore store, TimeProvider time)
{
    /// <summary>
    /// How old the index may be. A hundred instances are asked at once, again and again while they start, and to read the index is to
    /// read the records of all of them.
    /// </summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly object _reading = new();
    private InstanceIndex? _index;
    private long _read;

    /// <summary>The port; or why there is none to ask at, as half a sentence.</summary>
    public bool TryFind(string instance, out int port, out string problem)
    {
        port = 0;
        try
        {
            if (Find(instance, out problem) is not { } record)
                return false;
            if (ConfigurationFile.Read(record).Port is { } configured)
            {
                port = configured;
                return true;
            }

            problem = $"its configuration {record.ConfigurationFilePath} sets no port, or none that there is";
            return false;
        }
        catch (InstanceException unusable)
        {
            problem = $"its configuration cannot be used: {unusable.Message}";
            return false;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or SecurityException)
        {
            problem = $"the records of the instances cannot be read: {unreadable.Message}";
            return false;
        }
    }

    private InstanceRecord? Find(string instance, out string problem)
    {
        problem = "";
        lock (_reading)
        {
            var record = _index is not null && time.GetElapsedTime(_read) < Freshness ? RecordOf(instance, _index) : null;
            if (record is not null)
                return record;

            // Also when the index is fresh: the record may be even fresher.
            _index = store.Read();
            _read = time.GetTimestamp();
            record = RecordOf(instance, _index);
            if (record is null)
            {
                problem = _index.Problems.FirstOrDefault(unreadable => unreadable.IsInPlaceOf(instance)) is { } broken
                    ? $"its record {broken.Path} {broken.Reason}"
                    : "it has no record";
            }

            return record;
        }
    }

    private static InstanceRecord? RecordOf(string instance, InstanceIndex index) =>
        index.Instances.FirstOrDefault(record => record.Name.Equals(instance, StringComparison.OrdinalIgnoreCase));
}
