using System.Diagnostics;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>What <see cref="IServiceManager"/> promises about starting, stopping and waiting.</summary>
public abstract class ServiceControlContract : ContractTest
{
    private const int ManyServices = 20;

    [TestMethod]
    public async Task Start_stopped_service_runs_in_a_process_of_its_own()
    {
        var name = Machine.Install();

        var service = await Machine.Start(name, Cancellation);

        Assert.AreEqual(ServiceState.Running, service.State);
        Assert.AreEqual(0, service.ExitCode);
        using var process = Machine.Processes.Open(service.ProcessId);
        var executable = ImagePath.Parse(Services.Find(name)!.ImagePath, _ => true).Executable;
        Assert.AreEqual(executable, process?.ExecutablePath, ignoreCase: true);
    }

    [TestMethod]
    public async Task Look_and_Find_say_the_same_of_one_that_runs_and_one_that_has_stopped()
    {
        var name = Machine.Install();
        await Machine.Start(name, Cancellation);
        Assert.AreEqual(Services.Find(name)!.Status, Services.Look(name.ToUpperInvariant()));

        Services.Request(name, ServiceRequest.Stop);
        var stopped = await WaitFor(name, ServiceState.Stopped);

        Assert.AreEqual(new ServiceStatus(ServiceState.Stopped, 0, 0), stopped);
        Assert.AreEqual(stopped, Services.Look(name));
    }

    [TestMethod]
    public async Task Start_running_service_is_refused()
    {
        var name = Machine.Install();
        await Machine.Start(name, Cancellation);

        Refuses(ServiceError.AlreadyRunning, name, () => Services.Request(name, ServiceRequest.Start));
    }

    [TestMethod]
    public void Start_disabled_service_is_refused()
    {
        var name = Machine.Install(startType: StartType.Disabled);

        Refuses(ServiceError.Disabled, name, () => Services.Request(name, ServiceRequest.Start));
    }

    [TestMethod]
    [DataRow(ServiceRequest.Start)]
    [DataRow(ServiceRequest.Stop)]
    [DataRow(ServiceRequest.Pause)]
    [DataRow(ServiceRequest.Continue)]
    public void Request_unknown_name_is_refused(ServiceRequest request)
    {
        var name = ServiceMachine.UniqueName();

        Refuses(ServiceError.NotFound, name, () => Services.Request(name, request));
    }

    [TestMethod]
    public void Stop_stopped_service_is_refused()
    {
        var name = Machine.Install();

        Refuses(ServiceError.NotRunning, name, () => Services.Request(name, ServiceRequest.Stop));
    }

    [TestMethod]
    public async Task Stop_running_service_ends_its_process()
    {
        var name = Machine.Install();
        using var process = Machine.Processes.Open((await Machine.Start(name, Cancellation)).ProcessId);

        Services.Request(name, ServiceRequest.Stop);
        var service = await WaitFor(name, ServiceState.Stopped);

        Assert.AreEqual(ServiceState.Stopped, service.State);
        Assert.AreEqual((0, ServiceEnd.Asked), (service.ExitCode, service.End));
        Assert.IsTrue(await process!.WaitForExit(ServiceMachine.Patience, Cancellation), "The process ends.");
        Assert.IsNull(Machine.Processes.Open(process.Id));
        Assert.AreEqual(0, Services.Find(name)?.ProcessId);
    }

    [TestMethod]
    public async Task Stop_starting_service_is_refused()
    {
        var name = Machine.Install(new ServiceBehaviour(StartTime: TimeSpan.FromSeconds(4)));
        Services.Request(name, ServiceRequest.Start);

        Refuses(ServiceError.CannotAcceptControl, name, () => Services.Request(name, ServiceRequest.Stop));
        Assert.AreEqual(ServiceState.Running, (await WaitFor(name, ServiceState.Running)).State);
    }

    [TestMethod]
    public async Task Pause_and_continue_are_seen()
    {
        var name = Machine.Install();
        await Machine.Start(name, Cancellation);

        Services.Request(name, ServiceRequest.Pause);
        Assert.AreEqual(ServiceState.Paused, (await WaitFor(name, ServiceState.Paused)).State);

        Services.Request(name, ServiceRequest.Continue);
        Assert.AreEqual(ServiceState.Running, (await WaitFor(name, ServiceState.Running)).State);
    }

    [TestMethod]
    public async Task Stop_service_that_others_need_is_refused_while_they_run()
    {
        if (Machine.NoDependents is { } reason)
            Assert.Inconclusive(reason);
        var needed = Machine.Install();
        var dependent = Machine.Install(null, StartType.Manual, needed);

        await Machine.Start(dependent, Cancellation);

        Assert.AreEqual(ServiceState.Running, Services.Find(needed)?.State);
        Refuses(ServiceError.DependentsRunning, needed, () => Services.Request(needed, ServiceRequest.Stop));
    }

    [TestMethod]
    public async Task WaitFor_state_it_is_in_completes_at_once()
    {
        var name = Machine.Install();

        var service = await WaitFor(name, ServiceState.Stopped, TimeSpan.Zero);

        Assert.AreEqual(ServiceState.Stopped, service.State);
    }

    [TestMethod]
    public async Task WaitFor_service_that_fails_to_start_gives_its_exit_code()
    {
        var name = Machine.Install(new ServiceBehaviour(ServiceFault.FailsToStart, TimeSpan.FromMilliseconds(200)));
        Services.Request(name, ServiceRequest.Start);

        var service = await WaitFor(name, ServiceState.Running);

        Assert.AreEqual((ServiceState.Stopped, ServiceBehaviour.FailureCode, ServiceEnd.Failed), (service.State, service.ExitCode, service.End));
    }

    [TestMethod]
    [DataRow(ServiceFault.DiesInStart, ServiceState.Running)]
    [DataRow(ServiceFault.DiesInStop, ServiceState.Stopped)]
    public async Task WaitFor_service_whose_process_dies_gives_an_exit_code(ServiceFault fault, ServiceState awaited)
    {
        var name = Machine.Install(new ServiceBehaviour(fault, TimeSpan.FromMilliseconds(200)));
        Services.Request(name, ServiceRequest.Start);
        if (fault == ServiceFault.DiesInStop)
        {
            await WaitFor(name, ServiceState.Running);
            Services.Request(name, ServiceRequest.Stop);
        }

        var service = await WaitFor(name, awaited);

        Assert.AreEqual(ServiceState.Stopped, service.State);
        Assert.AreEqual(ServiceEnd.Failed, service.End);
    }

    [TestMethod]
    [DataRow(ServiceFault.IgnoresStop, ServiceState.Running)]
    [DataRow(ServiceFault.HangsInStop, ServiceState.StopPending)]
    public async Task WaitFor_service_that_will_not_stop_ends_at_the_timeout(ServiceFault fault, ServiceState seen)
    {
        var name = Machine.Install(new ServiceBehaviour(fault));
        await Machine.Start(name, Cancellation);
        Services.Request(name, ServiceRequest.Stop);

        var watch = Stopwatch.StartNew();
        var service = await WaitFor(name, ServiceState.Stopped, ServiceMachine.Impatience);

        Assert.AreEqual(seen, service.State);
        Assert.IsInRange(ServiceMachine.Impatience / 2, ServiceMachine.Patience / 2, watch.Elapsed);
    }

    [TestMethod]
    public async Task WaitFor_sees_a_terminated_process_as_stopped()
    {
        var name = Machine.Install(new ServiceBehaviour(ServiceFault.HangsInStop));
        using var process = Machine.Processes.Open((await Machine.Start(name, Cancellation)).ProcessId);
        Services.Request(name, ServiceRequest.Stop);
        var stopped = WaitFor(name, ServiceState.Stopped);

        process!.Terminate();

        Assert.AreEqual(ServiceState.Stopped, (await stopped).State);
    }

    [TestMethod]
    [DataRow(ServiceState.Running)]
    [DataRow(ServiceState.Paused)]
    public async Task Find_service_whose_process_was_terminated_has_failed(ServiceState state)
    {
        var name = Machine.Install();
        using var process = Machine.Processes.Open((await Machine.Start(name, Cancellation)).ProcessId);
        if (state == ServiceState.Paused)
        {
            Services.Request(name, ServiceRequest.Pause);
            await WaitFor(name, ServiceState.Paused);
        }

        process!.Terminate();
        await WaitFor(name, ServiceState.Stopped);

        var service = Services.Find(name)!;
        Assert.AreEqual((ServiceState.Stopped, ServiceEnd.Failed, 0), (service.State, service.End, service.ProcessId));
        Assert.AreEqual(ServiceEnd.Failed, Services.List().Single(listed => listed.Name == name).End);
    }

    [TestMethod]
    public void Find_service_that_nobody_has_started_says_so() =>
        Assert.AreEqual(ServiceEnd.NeverStarted, Services.Find(Machine.Install(startType: StartType.Automatic))!.End);

    [TestMethod]
    public async Task WaitFor_slow_service_sees_every_step()
    {
        var slow = TimeSpan.FromSeconds(2);
        var name = Machine.Install(new ServiceBehaviour(StartTime: slow, StopTime: slow));

        Services.Request(name, ServiceRequest.Start);
        Assert.AreEqual(ServiceState.StartPending, (await WaitFor(name, ServiceState.Running, ServiceMachine.Impatience)).State);
        Assert.AreEqual(ServiceState.Running, (await WaitFor(name, ServiceState.Running)).State);

        Services.Request(name, ServiceRequest.Stop);
        Assert.AreEqual(ServiceState.StopPending, (await WaitFor(name, ServiceState.StopPending)).State);
        Assert.AreEqual(ServiceState.Stopped, (await WaitFor(name, ServiceState.Stopped)).State);
    }

    [TestMethod]
    public async Task WaitFor_cancelled_ends()
    {
        var name = Machine.Install();
        await Machine.Start(name, Cancellation);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var wait = Services.WaitFor(name, ServiceState.Stopped, ServiceMachine.Patience, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => wait);
    }

    [TestMethod]
    public async Task WaitFor_unknown_name_is_refused()
    {
        var name = ServiceMachine.UniqueName();

        var refusal = await Assert.ThrowsExactlyAsync<ServiceException>(() => WaitFor(name, ServiceState.Stopped));

        Assert.AreEqual(ServiceError.NotFound, refusal.Error);
    }

    [TestMethod]
    public async Task WaitFor_many_services_at_once_sees_them_all()
    {
        var names = Enumerable.Range(0, ManyServices).Select(_ => Machine.Install()).ToList();

        await Task.WhenAll(names.Select(name => Task.Run(() => Services.Request(name, ServiceRequest.Start), Cancellation)));
        var started = await Task.WhenAll(names.Select(name => WaitFor(name, ServiceState.Running)));
        names.ForEach(name => Services.Request(name, ServiceRequest.Stop));
        var stopped = await Task.WhenAll(names.Select(name => WaitFor(name, ServiceState.Stopped)));

        Assert.IsTrue(started.All(service => service.State == ServiceState.Running));
        Assert.AreEqual(ManyServices, started.Select(service => service.ProcessId).Distinct().Count());
        Assert.IsTrue(stopped.All(service => service.State == ServiceState.Stopped));
    }
}
