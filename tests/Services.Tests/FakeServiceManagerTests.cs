using Microsoft.Extensions.Time.Testing;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Services;

/// <summary>What the fake promises beyond the contract: a clock that tests move, and a log.</summary>
[TestClass]
public sealed class FakeServiceManagerTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(2);

    private readonly FakeTimeProvider time = new();
    private readonly FakeServiceManager services;

    public FakeServiceManagerTests() => services = new FakeServiceManager(time);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task WaitFor_slow_stop_completes_when_its_time_has_passed()
    {
        services.Add("A", @"C:\a.exe", ServiceState.Running, behaviour: new ServiceBehaviour(StopTime: Slow));
        services.Request("A", ServiceRequest.Stop);
        var wait = services.WaitFor("A", ServiceState.Stopped, Slow * 2, TestContext.CancellationToken);

        time.Advance(Slow / 2);
        Assert.IsFalse(wait.IsCompleted);
        time.Advance(Slow / 2);

        Assert.AreEqual(ServiceState.Stopped, (await wait).State);
        Assert.IsEmpty(services.Processes.RunningExecutables);
    }

    [TestMethod]
    public async Task WaitFor_hanging_stop_ends_at_the_timeout_and_termination_helps()
    {
        services.Add("A", @"C:\a.exe", ServiceState.Running, behaviour: new ServiceBehaviour(ServiceFault.HangsInStop));
        services.Request("A", ServiceRequest.Stop);
        var wait = services.WaitFor("A", ServiceState.Stopped, Slow, TestContext.CancellationToken);

        time.Advance(Slow);
        Assert.AreEqual(ServiceState.StopPending, (await wait).State);
        services.Kill("A");

        Assert.AreEqual(ServiceState.Stopped, services.Find("A")?.State);
    }

    [TestMethod]
    public void Log_tells_requests_and_states_in_order()
    {
        services.Add("A", @"C:\a.exe", ServiceState.Running);

        services.SetStartType("A", StartType.Disabled);
        services.Request("A", ServiceRequest.Stop);
        services.SetStartType("A", StartType.Automatic);
        services.Request("A", ServiceRequest.Start);

        Assert.AreEqual(
            "A Disabled|stop A|A StopPending|A Stopped|A Automatic|start A|A StartPending|A Running",
            string.Join('|', services.Log));
    }

    [TestMethod]
    public void Restart_during_a_slow_start_is_not_ended_by_the_old_timer()
    {
        services.Add("A", @"C:\a.exe", behaviour: new ServiceBehaviour(StartTime: Slow));
        services.Request("A", ServiceRequest.Start);
        time.Advance(Slow / 2);
        services.Kill("A");
        services.Request("A", ServiceRequest.Start);

        time.Advance(Slow / 2);

        Assert.AreEqual(ServiceState.StartPending, services.Find("A")?.State);
    }

    [TestMethod]
    public void Log_tells_a_new_command_line()
    {
        services.Add("A", @"C:\a.exe", ServiceState.Running);

        services.SetImagePath("A", @"""C:\b c.exe"" run");

        Assert.AreEqual(@"A runs ""C:\b c.exe"" run", services.Log.Single());
        Assert.AreEqual(@"C:\a.exe", services.Processes.RunningExecutables.Single());
        services.Request("A", ServiceRequest.Stop);
        services.Request("A", ServiceRequest.Start);
        Assert.AreEqual(@"C:\b c.exe", services.Processes.RunningExecutables.Single());
    }

    [TestMethod]
    public void Start_account_that_cannot_log_on_is_refused_and_leaves_the_code()
    {
        const int LogonFailed = 1069;
        services.Add("A", @"C:\a.exe", behaviour: new ServiceBehaviour(ServiceFault.CannotLogOn));

        var refusal = Assert.ThrowsExactly<ServiceException>(() => services.Request("A", ServiceRequest.Start));

        Assert.AreEqual(ServiceError.LogonFailed, refusal.Error);
        Assert.AreEqual((ServiceState.Stopped, LogonFailed), (services.Find("A")!.State, services.Find("A")!.ExitCode));
        Assert.IsEmpty(services.Log);
        services.Behave("A", ServiceBehaviour.Normal);
        services.Request("A", ServiceRequest.Start);
        Assert.AreEqual((ServiceState.Running, 0), (services.Find("A")!.State, services.Find("A")!.ExitCode));
    }

    [TestMethod]
    public void Kill_leaves_what_the_service_has_started()
    {
        services.Add("A", @"C:\a.exe", ServiceState.Running);
        var service = services.Find("A")!.ProcessId;
        var child = services.Processes.Start(@"C:\script.exe", parentId: service);

        services.Kill("A");

        Assert.AreEqual((child, service), services.Processes.List().Select(process => (process.Id, process.ParentId)).Single());
    }

    [TestMethod]
    public void File_of_a_running_process_cannot_be_deleted()
    {
        var files = new FakeExecutableFiles(services.Processes).Add(@"C:\Program Files\a.exe", @"C:\PROGRA~1\a.exe");
        services.Add("A", @"""C:\Program Files\a.exe"" run", ServiceState.Running);

        Assert.IsFalse(files.TryDelete(@"C:\PROGRA~1\a.exe"));
        services.Request("A", ServiceRequest.Stop);
        Assert.IsTrue(files.TryDelete(@"C:\PROGRA~1\a.exe"));
    }

    [TestMethod]
    public void Service_that_fails_is_started_by_its_recovery_unless_it_is_disabled()
    {
        services.Add("A", @"C:\a.exe", ServiceState.Running);
        services.Reconfigure("A", new() { Recovery = ServiceRecovery.Default });

        services.Kill("A");
        time.Advance(ServiceRecovery.Default.Delays[0]);
        Assert.AreEqual(ServiceState.Running, services.Find("A")!.State);
        services.Kill("A");
        services.SetStartType("A", StartType.Disabled);
        time.Advance(Slow);

        Assert.AreEqual(ServiceState.Stopped, services.Find("A")!.State);
    }
}
