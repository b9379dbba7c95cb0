using System.Diagnostics;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

[TestClass]
public sealed class WindowsServiceDatabaseTests : ServiceDatabaseContract
{
    [TestMethod]
    public void SetImagePath_leaves_everything_else_in_the_key()
    {
        var (name, key) = InstallWithEverything(StartType.Manual);
        var before = key.Read();

        Services.SetImagePath(name, @"C:\Elsewhere\x.exe run");

        before["ImagePath"] = @"String: C:\Elsewhere\x.exe run";
        ServiceKey.AreEqual(before, key.Read());
    }

    [TestMethod]
    [DataRow(StartType.Automatic)]
    [DataRow(StartType.AutomaticDelayed)]
    [DataRow(StartType.Manual)]
    public void SetStartType_disabled_and_back_leaves_the_key_as_it_was(StartType startType)
    {
        if (startType == StartType.AutomaticDelayed && Machine.NoDelayedStart is { } reason)
            Assert.Inconclusive(reason);
        var (name, key) = InstallWithEverything(startType);
        var before = key.Read();

        Services.SetStartType(name, StartType.Disabled);
        Assert.AreEqual("DWord: 4", key.Read()["Start"]);
        Services.SetStartType(name, startType);

        ServiceKey.AreEqual(before, key.Read());
    }

    [TestMethod]
    public void SetStartType_disabled_and_back_keeps_dependencies_in_the_key()
    {
        if (Machine.NoDependents is { } reason)
            Assert.Inconclusive(reason);
        var needed = Machine.Install();
        var name = Machine.Install(null, StartType.Manual, needed);
        var before = new ServiceKey(name).Read();

        Services.SetStartType(name, StartType.Disabled);
        Services.SetStartType(name, StartType.Manual);

        Assert.AreEqual($"MultiString: {needed}", before["DependOnService"]);
        ServiceKey.AreEqual(before, new ServiceKey(name).Read());
    }

    private (string Name, ServiceKey Key) InstallWithEverything(StartType startType)
    {
        var name = Machine.Install(startType: startType);
        var key = new ServiceKey(name);
        key.AddWhatAdministratorsAdd();
        return (name, key);
    }

    protected override ServiceMachine CreateMachine() => new WindowsMachine();
}

[TestClass]
public sealed class WindowsServiceConfigurationTests : ServiceConfigurationContract
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
