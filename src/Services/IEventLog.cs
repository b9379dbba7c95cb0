namespace Octopus.Services;

/// <summary>The application event log of this machine.</summary>
public interface IEventLog
{
    /// <summary>Writes an entry. That it cannot be written is no reason to fail: the same is in a file too.</summary>
    /// <returns>Whether it was written.</returns>
    bool Write(EventSeverity severity, int id, string text);
}

/// <summary>How grave an entry is; the numbers are those of <c>EVENTLOG_*_TYPE</c>.</summary>
public enum EventSeverity
{
    /// <summary>Something is broken and needs somebody.</summary>
    Error = 1,
    /// <summary>Done, but look at it.</summary>
    Warning = 2,
    /// <summary>Done.</summary>
    Information = 4,
}
