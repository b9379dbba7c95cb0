using Microsoft.Extensions.Logging;
using Octopus.Manager.Hosting;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Manager.Hosting;

[TestClass]
public sealed class EventLogProviderTests
{
    [TestMethod]
    public void Errors_are_written_with_everything_and_nothing_else_is()
    {
        var events = new FakeEventLog();
        using var provider = new EventLogProvider(events);
        var log = provider.CreateLogger("Somewhere");

        log.Log(LogLevel.Warning, 0, "unimportant", null, (text, _) => text);
        log.Log(LogLevel.Error, 0, "a circuit failed", new InvalidOperationException("the reason"), (text, _) => text);

        var (severity, id, text) = events.Entries.Single();
        Assert.AreEqual((EventSeverity.Error, EventLogProvider.ErrorEvent), (severity, id));
        Assert.Contains("a circuit failed", text);
        Assert.Contains("the reason", text);
    }
}
