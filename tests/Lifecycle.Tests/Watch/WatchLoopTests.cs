using Octopus.Lifecycle.Watch;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Watch;

[TestClass]
public sealed class WatchLoopTests : WatchTest
{
    [TestMethod]
    public async Task Loop_looks_at_once_and_then_after_each_interval()
    {
        Settings.Write(new(15, WatchScope.All));
        Machine.Add("a");

        await Run(TimeSpan.FromMinutes(40));

        Assert.HasCount(3, Machine.Health.Asked);
    }

    [TestMethod]
    public async Task Loop_finds_what_dies_in_between()
    {
        Settings.Write(new(5, WatchScope.All));
        Machine.Add("a");
        using var death = Machine.Time.CreateTimer(_ => Machine.Services.Kill(TestMachine.ServiceOf("a")), null, TimeSpan.FromMinutes(7), Timeout.InfiniteTimeSpan);

        await Run(TimeSpan.FromMinutes(11));

        Assert.AreEqual((1, ServiceState.Running), (StartsOf("a"), Machine.StateOf("a")));
    }

    [TestMethod]
    public async Task Loop_takes_other_settings_from_the_next_round_on()
    {
        Settings.Write(new(5, WatchScope.Of(["b"])));
        AddCrashed("a");
        Machine.Add("b");
        using var change = Machine.Time.CreateTimer(_ => Settings.Write(new(1, WatchScope.All)), null, TimeSpan.FromMinutes(7), Timeout.InfiniteTimeSpan);

        await Run(TimeSpan.FromMinutes(9));
        Assert.AreEqual(0, StartsOf("a"));
        await Run(TimeSpan.FromMinutes(2));

        Assert.AreEqual(1, StartsOf("a"));
    }

    [TestMethod]
    public async Task Loop_without_settings_starts_nothing_tells_once_and_looks_again()
    {
        AddCrashed("a");
        using var change = Machine.Time.CreateTimer(_ => Settings.Write(new(5, WatchScope.All)), null, TimeSpan.FromMinutes(12), Timeout.InfiniteTimeSpan);

        await Run(TimeSpan.FromMinutes(11));
        Assert.AreEqual(0, StartsOf("a"));
        Assert.AreEqual(9, Assert.ContainsSingle(EventIds()));
        Assert.Contains(Settings.Path, Events.Entries[0].Text);
        await Run(TimeSpan.FromMinutes(6));

        Assert.AreEqual(1, StartsOf("a"));
    }

    [TestMethod]
    public async Task Loop_outlives_a_manager_that_refuses_to_be_looked_at()
    {
        Settings.Write(new(5, WatchScope.All));
        AddCrashed("a");
        var manager = new MuteManager(Machine.Services);
        var watch = new InstanceWatch(Maintenance(manager), TestMachine.Tentacle, () => Uptime);
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(11), Machine.Time);

        await Machine.Time.Drive(new WatchLoop(Settings, new(watch, Events, Machine.Time), Machine.Time).Run(stop.Token));

        Assert.AreEqual(1, StartsOf("a"));
        CollectionAssert.AreEqual(new[] { 9, 6 }, EventIds());
    }

    [TestMethod]
    public async Task Loop_that_is_stopped_in_the_middle_of_a_start_ends_at_once()
    {
        Settings.Write(new(5, WatchScope.All));
        AddCrashed("a");
        Machine.Services.Behave(TestMachine.ServiceOf("a"), new(StartTime: TimeSpan.FromSeconds(90)));

        await Run(TimeSpan.FromSeconds(10));

        Assert.AreEqual(TimeSpan.FromSeconds(10), Machine.Time.Elapsed);
        Assert.AreEqual(ServiceState.StartPending, Machine.StateOf("a"));
    }

    private async Task Run(TimeSpan duration)
    {
        using var stop = new CancellationTokenSource(duration, Machine.Time);
        await Machine.Time.Drive(new WatchLoop(Settings, Round, Machine.Time).Run(stop.Token));
    }

    /// <summary>Does not answer the first time.</summary>
    private sealed class MuteManager(IServiceManager inner) : PassingManager(inner)
    {
        private int asked;

        public override IReadOnlyList<Service> List() =>
            asked++ == 0 ? throw new ServiceException("", ServiceError.AccessDenied, 5, "The service control manager could not be asked.") : base.List();
    }
}
