using Microsoft.Extensions.Time.Testing;
using Octopus.Manager.Commands;
using Octopus.Manager.Hosting;
using Octopus.Manager.Live;
using Octopus.Services;
using Octopus.Tests.Cli;
using Octopus.Tests.Manager.Journeys;

namespace Octopus.Tests.Manager.Live;

[TestClass]
public sealed class MachineFeedTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CliMachine machine = Machines.WithFour();
    private readonly FakeTimeProvider time = new();
    private readonly ManagerLifetime lifetime;
    private readonly Activity activity;
    private readonly MachineFeed feed;

    public MachineFeedTests()
    {
        lifetime = new(time);
        var runner = new CommandRunner(machine.Host);
        activity = new(runner, time, lifetime);
        feed = new(runner, activity, time);
    }

    [TestMethod]
    public void Nobody_watching_means_nothing_is_asked()
    {
        time.Advance(TimeSpan.FromHours(1));

        Assert.AreSame(MachineSnapshot.None, feed.Now);
        Assert.IsEmpty(machine.Health.Asked);
    }

    [TestMethod]
    public async Task Whoever_watches_sees_the_default_instance_first_and_everything_else()
    {
        using var watch = await Watch();

        CollectionAssert.AreEqual(new[] { "Tentacle", "Lonely", "Prod A", "Prod B" }, feed.Now.Instances.Select(row => row.InstanceName).ToArray());
        Assert.AreEqual("Lonely", Assert.ContainsSingle(feed.Now.Findings!).InstanceName);
        Assert.IsFalse(feed.Now.IsBeingUpgraded);
    }

    [TestMethod]
    public async Task It_looks_again_when_it_is_time()
    {
        using var watch = await Watch();
        machine.Services.Kill("OctopusDeploy Tentacle: Prod A");

        await Until(() => feed.Now.Find("prod a")!.State == ServiceState.Stopped, () => time.Advance(Pace.Instances));
    }

    [TestMethod]
    public async Task Examination_is_not_made_at_each_look()
    {
        using var watch = await Watch();
        var examined = feed.Now.Findings;

        var taken = feed.Now.Taken;
        await Until(() => feed.Now.Taken > taken, () => time.Advance(Pace.Instances));
        Assert.AreSame(examined, feed.Now.Findings);

        await Until(() => !ReferenceEquals(examined, feed.Now.Findings), () => time.Advance(Pace.Examination));
    }

    [TestMethod]
    public async Task End_of_a_job_is_seen_at_once()
    {
        using var watch = await Watch();

        activity.Begin(ServiceJobs.Stop("Prod A"));

        await Until(() => feed.Now.Find("Prod A")!.State == ServiceState.Stopped, () => { });
    }

    [TestMethod]
    public async Task Last_one_to_leave_ends_the_looking()
    {
        var one = await Watch();
        var other = feed.Watch();
        one.Dispose();
        one.Dispose();
        var taken = feed.Now.Taken;
        await Until(() => feed.Now.Taken > taken, () => time.Advance(Pace.Instances));
        other.Dispose();

        taken = feed.Now.Taken;
        machine.Services.Kill("OctopusDeploy Tentacle: Prod A");
        time.Advance(TimeSpan.FromMinutes(1));
        feed.LookAgain();

        Assert.AreEqual(taken, feed.Now.Taken);
        Assert.AreEqual(ServiceState.Running, feed.Now.Find("Prod A")!.State);
    }

    [TestMethod]
    public async Task What_cannot_be_read_is_told_and_hides_nothing_else()
    {
        File.WriteAllText(machine.PathTo("Tentacle", "Instances", "broken.config"), "{");
        using var watch = await Watch();

        Assert.HasCount(4, feed.Now.Instances);
        Assert.Contains("broken.config", feed.Now.InstancesProblem!);
    }

    [TestMethod]
    public async Task What_cannot_be_looked_at_any_more_is_told_and_stays_as_it_was_seen()
    {
        using var watch = await Watch();
        machine.LegacyIndex.Refusal = new UnauthorizedAccessException("The registry said no.");

        await Until(() => feed.Now.InstancesProblem is not null, () => time.Advance(Pace.Instances));

        Assert.HasCount(4, feed.Now.Instances);
        Assert.Contains("The registry said no.", feed.Now.InstancesProblem!);
    }

    public void Dispose()
    {
        feed.Dispose();
        lifetime.Dispose();
        machine.Dispose();
    }

    private async Task<IDisposable> Watch()
    {
        var watch = feed.Watch();
        await Until(() => feed.Now.Findings is not null, () => { });
        return watch;
    }

    // Each time it has looked, or that the clock was moved without anybody waiting for it yet.
    private async Task Until(Func<bool> seen, Action between)
    {
        var looked = new SemaphoreSlim(0);
        void Look() => looked.Release();
        feed.Changed += Look;
        var end = TimeProvider.System.GetTimestamp();
        while (!seen())
        {
            Assert.IsLessThan(Patience, TimeProvider.System.GetElapsedTime(end));
            between();
            await looked.WaitAsync(TimeSpan.FromMilliseconds(100));
        }

        feed.Changed -= Look;
    }
}
