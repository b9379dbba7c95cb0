using System.Diagnostics;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

[TestClass]
public sealed class WindowsServiceDatabaseTests : ServiceDatabaseContract
{
    protected override ServiceMachine CreateMachine() => new WindowsMachine();
}

[TestClass]
public sealed class WindowsServiceControlTests : ServiceControlContract
{
    /// <summary>Half of the interval of the safety query: only a notification is that quick.</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(500);

    [TestMethod]
    public async Task WaitFor_learns_of_changes_by_notification()
    {
        var stopTime = TimeSpan.FromMilliseconds(400);
        var name = Machine.Install(new ServiceBehaviour(StopTime: stopTime));
        await Machine.Start(name, Cancellation);
        Services.Request(name, ServiceRequest.Stop);

        var watch = Stopwatch.StartNew();
        await WaitFor(name, ServiceState.Stopped);

        Assert.IsLessThan(stopTime + Prompt, watch.Elapsed);
    }

    [TestMethod]
    public async Task WaitFor_hundred_waits_for_one_service_all_complete()
    {
        var name = Machine.Install();
        await Machine.Start(name, Cancellation);
        var waits = Enumerable.Range(0, 100).Select(_ => WaitFor(name, ServiceState.Stopped)).ToList();

        Services.Request(name, ServiceRequest.Stop);

        Assert.IsTrue((await Task.WhenAll(waits)).All(service => service.State == ServiceState.Stopped));
    }

    protected override ServiceMachine CreateMachine() => new WindowsMachine();
}
