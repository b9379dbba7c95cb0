using System.Net;
using System.Security;
using Octopus.Instances;

namespace Octopus.Lifecycle.Health;

/// <summary>Where the instances listen, as their configuration says now.</summary>
internal sealed class InstanceAddresses(IInstanceStore store, TimeProvider time)
{
    /// <summary>
    /// How old the index may be. A hundred instances are asked at once, again and again while they start, and to read the index is to
    /// read the records of all of them.
    /// </summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly object _reading = new();
    private InstanceIndex? _records;
    private long _read;

    /// <summary>Where this machine reaches the instance; or why there is nowhere to ask, as half a sentence.</summary>
    public bool TryFind(string instance, out IPEndPoint address, out string problem)
    {
        address = new(IPAddress.None, 0);
        try
        {
            if (Find(instance, out problem) is not { } record)
                return false;
            var settings = ConfigurationFile.Read(record);
            if (settings is { Port: { } port, ListenAddress: { } listens })
            {
                address = new(listens.Local, port);
                return true;
            }

            problem = $"its configuration {record.ConfigurationFilePath} sets no {(settings.Port is null ? "port" : "listen address")}, or none that there is";
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
            if (_records is not null && time.GetElapsedTime(_read) < Freshness && _records.Find(instance) is { } known)
                return known;

            // Also when the index is fresh: the record may be even fresher.
            var index = store.Read();
            _records = index;
            _read = time.GetTimestamp();
            if (_records.Find(instance) is { } record)
                return record;

            problem = index.Problems.FirstOrDefault(unreadable => unreadable.IsInPlaceOf(instance)) is { } broken
                ? $"its record {broken.Path} {broken.Reason}"
                : "it has no record";
            return null;
        }
    }
}
