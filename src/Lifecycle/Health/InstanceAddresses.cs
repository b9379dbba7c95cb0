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

    /// <summary>Where this machine reaches the instance; or the answer that there is nowhere to ask.</summary>
    public bool TryFind(string instance, out IPEndPoint address, out HealthAnswer nowhere)
    {
        address = new(IPAddress.None, 0);
        nowhere = HealthAnswer.Unreachable("");
        try
        {
            if (Find(instance, out var problem) is not { } record)
            {
                nowhere = HealthAnswer.Unreachable(problem);
                return false;
            }

            var settings = ConfigurationFile.Read(record);
            if (settings is { OpenPort: { } port, ListenAddress: { } listens })
            {
                address = new(listens.Local, port);
                return true;
            }

            // Not at a port that another instance may have.
            nowhere = settings.NoListen == true
                ? HealthAnswer.Silence("it opens no port (Tentacle.Services.NoListen), and over its pipe, where administrators can ask, there was no answer")
                : HealthAnswer.Unreachable($"in its configuration {record.ConfigurationFilePath} {settings.PortProblem ?? settings.ListenAddressProblem}");
            return false;
        }
        catch (InstanceException unusable)
        {
            nowhere = HealthAnswer.Unreachable($"its configuration cannot be used: {unusable.Message}");
            return false;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or SecurityException)
        {
            nowhere = HealthAnswer.Unreachable($"the records of the instances cannot be read: {unreadable.Message}");
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
