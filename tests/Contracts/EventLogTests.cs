using Octopus.Services;

namespace Octopus.Tests.Contracts;

/// <summary>Wine 8 takes every entry and keeps none: here they are taken, and on Windows one can look.</summary>
[TestClass]
public sealed class EventLogTests
{
    private readonly WindowsEventLog log = new("Octopus contract");

    [TestMethod]
    [DataRow(EventSeverity.Error)]
    [DataRow(EventSeverity.Warning)]
    [DataRow(EventSeverity.Information)]
    public void Write_entry_of_any_severity_is_taken(EventSeverity severity) => Assert.IsTrue(log.Write(severity, 1, "An entry of a test."));

    [TestMethod]
    [DataRow(0)]
    [DataRow(100_000)]
    public void Write_text_of_any_length_is_taken(int length) => Assert.IsTrue(log.Write(EventSeverity.Information, 1, new string('x', length)));
}
