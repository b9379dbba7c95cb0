using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>Programs of ours outside any service: an agent in a terminal, a Manager.</summary>
[TestClass]
public sealed class OwnProgramTests : MaintenanceTest
{
    [TestMethod]
    public async Task One_that_listens_is_asked_and_ends_by_itself()
    {
        var console = Machine.Services.Processes.Start(TestMachine.Tentacle);
        Machine.Services.Processes.Listen(console);

        await Stop(Upgrade());

        CollectionAssert.AreEqual(new[] { console }, Machine.Services.Processes.Asked);
        Assert.IsEmpty(Machine.Services.Processes.Terminated);
        CollectionAssert.Contains(Reported, $"Process {console} ({TestMachine.Tentacle}): ended when it was asked to");
    }

    [TestMethod]
    public async Task One_that_listens_and_does_nothing_is_terminated_after_a_bounded_time()
    {
        var console = Machine.Services.Processes.Start(TestMachine.Tentacle);
        Machine.Services.Processes.Listen(console, () => { });

        await Stop(Upgrade());

        CollectionAssert.AreEqual(new[] { console }, Machine.Services.Processes.Terminated);
        Assert.AreEqual(Timeouts.EndRequest, Machine.Time.Elapsed);
    }

    [TestMethod]
    public async Task One_that_does_not_listen_is_terminated_at_once_with_what_it_started()
    {
        var console = Machine.Services.Processes.Start(TestMachine.Tentacle);
        var script = Machine.Services.Processes.Start(@"C:\Windows\System32\cmd.exe", parentId: console);
        var tool = Machine.Services.Processes.Start(@"C:\Tools\deploy.exe", parentId: script);

        await Stop(Upgrade());

        CollectionAssert.AreEqual(new[] { console, script, tool }, Machine.Services.Processes.Terminated);
        Assert.AreEqual(TimeSpan.Zero, Machine.Time.Elapsed);
    }

    [TestMethod]
    public async Task An_installer_that_one_of_ours_has_started_goes_on()
    {
        var console = Machine.Services.Processes.Start(TestMachine.Tentacle);
        var installer = Machine.Services.Processes.Start(@"C:\Windows\System32\msiexec.exe", parentId: console);

        await Stop(Upgrade());

        CollectionAssert.AreEqual(new[] { console }, Machine.Services.Processes.Terminated);
        CollectionAssert.Contains(Machine.Services.Processes.List().Select(process => process.Id).ToArray(), installer);
    }

    [TestMethod]
    public async Task A_later_process_with_the_parents_number_has_no_children_of_before()
    {
        var child = Machine.Services.Processes.Start(@"C:\Tools\older.exe", parentId: 9000);
        Machine.Time.Advance(TimeSpan.FromSeconds(1));
        Machine.Services.Processes.Start(TestMachine.Tentacle, id: 9000);

        await Stop(Upgrade());

        CollectionAssert.Contains(Machine.Services.Processes.List().Select(process => process.Id).ToArray(), child);
    }

    [TestMethod]
    public async Task The_process_of_a_service_that_nobody_found_is_never_ended()
    {
        Machine.Services.Add("Secret", $"\"{TestMachine.Tentacle}\" run", ServiceState.Running);
        var process = Machine.Services.Find("Secret")!.ProcessId;
        Machine.Services.Hide("Secret");
        var plan = Upgrade(Machine.Add("a"));

        var failure = await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(plan));

        Assert.Contains($"Process {process} ({TestMachine.Tentacle}) runs as the service 'Secret', and this account may not read what that is", failure.Message);
        Assert.IsEmpty(Machine.Services.Processes.Terminated);
        Assert.AreEqual(ServiceState.Running, Machine.Services.Look("Secret")!.State);
        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Programs_of_others_are_left_alone()
    {
        var other = Machine.Services.Processes.Start(TestMachine.Foreign);

        await Stop(Upgrade());

        CollectionAssert.AreEqual(new[] { other }, Machine.Services.Processes.List().Select(process => process.Id).ToArray());
    }

    [TestMethod]
    public async Task An_instance_that_ignores_the_stop_is_terminated_with_what_it_started()
    {
        var plan = Upgrade(Machine.Add("a", fault: ServiceFault.IgnoresStop));
        var script = Machine.Services.Processes.Start(@"C:\Windows\System32\cmd.exe", parentId: plan.Instances[0].ProcessId);

        await Stop(plan);

        CollectionAssert.AreEqual(new[] { plan.Instances[0].ProcessId, script }, Machine.Services.Processes.Terminated);
    }
}
