using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Watch;

/// <summary>An instance that fails again and again: the watchdog gives way, tells so, and forgets in the end.</summary>
[TestClass]
public sealed class RestartPauseTests : WatchTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [TestMethod]
    public async Task Instance_that_keeps_dying_is_started_less_and_less_often_until_once_an_hour()
    {
        AddCrashed("a");

        var minutes = await MinutesOfStarts(300, dies: true);

        CollectionAssert.AreEqual(new[] { 0, 1, 3, 7, 15, 31, 63, 123, 183, 243 }, minutes);
    }

    [TestMethod]
    public async Task Instance_that_keeps_dying_is_told_at_first_and_when_the_watchdog_gives_way()
    {
        AddCrashed("a");

        await MinutesOfStarts(300, dies: true);

        CollectionAssert.AreEqual(new[] { 6, 7 }, EventIds());
        Assert.AreEqual(EventSeverity.Error, Events.Entries[1].Severity);
        Assert.Contains("once every 60 minutes", Events.Entries[1].Text);
    }

    [TestMethod]
    public async Task Instance_that_ran_for_an_hour_is_started_at_once_again_and_told_again()
    {
        AddCrashed("a");
        await MinutesOfStarts(300, dies: true);
        await MinutesOfStarts(125, dies: false);
        var told = Events.Entries.Count;
        Machine.Services.Kill(TestMachine.ServiceOf("a"));

        var minutes = await MinutesOfStarts(10, dies: true);

        CollectionAssert.AreEqual(new[] { 0, 1, 3, 7 }, minutes);
        Assert.AreEqual(6, Assert.ContainsSingle(Events.Entries.Skip(told)).Id);
    }

    [TestMethod]
    public async Task Instance_that_ran_for_less_is_not_forgotten()
    {
        AddCrashed("a");
        await MinutesOfStarts(20, dies: true);
        await MinutesOfStarts(50, dies: false);
        Machine.Services.Kill(TestMachine.ServiceOf("a"));

        // Six starts before: the next pause but one is an hour.
        CollectionAssert.AreEqual(new[] { 0, 60 }, await MinutesOfStarts(100, dies: true));
    }

    [TestMethod]
    public async Task Instance_that_never_starts_is_given_way_to_as_well()
    {
        AddCrashed("a");
        Machine.Services.Behave(TestMachine.ServiceOf("a"), new(ServiceFault.CannotLogOn));

        await MinutesOfStarts(300, dies: false);

        CollectionAssert.AreEqual(new[] { 6, 7 }, EventIds());
    }

    [TestMethod]
    public async Task Each_instance_has_a_pause_of_its_own()
    {
        AddCrashed("a");
        await MinutesOfStarts(100, dies: true);
        AddCrashed("b");

        await Look();

        Assert.AreEqual((1, ServiceState.Running), (StartsOf("b"), Machine.StateOf("b")));
    }

    /// <summary>A round a minute, and the minutes in which the instance was started; it dies at once when it is to.</summary>
    private async Task<int[]> MinutesOfStarts(int minutes, bool dies)
    {
        var starts = new List<int>();
        for (var minute = 0; minute < minutes; minute++)
        {
            var before = StartsOf("a");
            // The clock stands still in a round in which nobody waits.
            await Round.Run(Octopus.Lifecycle.Watch.WatchScope.All, CancellationToken.None);
            if (StartsOf("a") > before)
                starts.Add(minute);
            if (dies && Machine.StateOf("a") == ServiceState.Running)
                Machine.Services.Kill(TestMachine.ServiceOf("a"));
            Machine.Time.Advance(Minute);
        }

        return [.. starts];
    }
}
