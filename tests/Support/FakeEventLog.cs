using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>An event log in memory.</summary>
public sealed class FakeEventLog : IEventLog
{
    /// <summary>What was written, in order.</summary>
    public List<(EventSeverity Severity, int Id, string Text)> Entries { get; } = [];

    /// <summary>Whether it takes entries.</summary>
    public bool Works { get; set; } = true;

    public bool Write(EventSeverity severity, int id, string text)
    {
        if (Works)
            Entries.Add((severity, id, text));
        return Works;
    }
}
