using Octopus.Services;

namespace Octopus.Tests.Services;

/// <summary>Whatever the system says of the start of a stranger's process.</summary>
[TestClass]
public sealed class ProcessStartTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(-5_000_000_000)]
    [DataRow(long.MinValue)]
    [DataRow(long.MaxValue)]
    [DataRow(2650467744000000000)]
    public void From_what_is_no_time_is_later_than_every_process(long fileTime) => Assert.AreEqual(DateTimeOffset.MaxValue, ProcessStart.From(fileTime));

    [TestMethod]
    public void From_a_time_is_that_time()
    {
        var time = new DateTimeOffset(2026, 11, 27, 9, 30, 15, 250, TimeSpan.Zero);

        Assert.AreEqual(time, ProcessStart.From(time.ToFileTime()));
    }
}
