using Octopus.Services;

namespace Octopus.Tests.Contracts;

/// <summary>What <see cref="IProcesses"/> promises.</summary>
public abstract class ProcessContract : ContractTest
{
    /// <summary>How coarse the clock of a machine may be.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private IProcesses Processes => Machine.Processes;

    [TestMethod]
    public void Open_running_process_knows_its_executable()
    {
        var id = Machine.StartProcess();

        using var process = Processes.Open(id)!;

        Assert.AreEqual(id, process.Id);
        Assert.AreEqual(Machine.Executable, process.ExecutablePath, ignoreCase: true);
    }

    [TestMethod]
    public void Open_knows_when_it_started_and_says_the_same_each_time()
    {
        var before = TimeProvider.System.GetUtcNow();
        var id = Machine.StartProcess();
        var after = TimeProvider.System.GetUtcNow();

        using var process = Processes.Open(id)!;
        using var again = Processes.Open(id)!;

        Assert.IsInRange(before - Tick, after + Tick, process.StartedAt);
        Assert.AreEqual(process.StartedAt, again.StartedAt);
    }

    [TestMethod]
    public async Task Open_ended_process_gives_nothing()
    {
        var id = Machine.StartProcess();
        await End(id);

        Assert.IsNull(Processes.Open(id));
    }

    [TestMethod]
    public void List_says_of_a_process_what_Open_says()
    {
        var id = Machine.StartProcess();
        using var process = Processes.Open(id)!;

        var listed = Processes.List().Single(description => description.Id == id);

        Assert.AreEqual(new ProcessDescription(id, Machine.OwnProcess, process.StartedAt, process.ExecutablePath), listed);
    }

    [TestMethod]
    public void List_has_every_process_once()
    {
        var started = Enumerable.Range(0, 3).Select(_ => Machine.StartProcess()).Append(Machine.OwnProcess).ToList();

        var listed = Processes.List().Select(process => process.Id).ToList();

        CollectionAssert.AllItemsAreUnique(listed);
        CollectionAssert.IsSubsetOf(started, listed);
    }

    [TestMethod]
    public async Task List_leaves_out_a_process_that_has_ended()
    {
        var id = Machine.StartProcess();
        await End(id);

        Assert.DoesNotContain(process => process.Id == id, Processes.List());
    }

    [TestMethod]
    public async Task List_tells_the_parent_of_a_process_when_that_has_ended()
    {
        var (parent, child) = Machine.StartFamily();
        Assert.AreEqual(parent, Processes.List().Single(process => process.Id == child).ParentId);

        await End(parent);

        Assert.AreEqual(parent, Processes.List().Single(process => process.Id == child).ParentId);
    }

    [TestMethod]
    public async Task AskToEnd_process_that_listens_ends_by_itself()
    {
        using var process = Processes.Open(Machine.StartListener())!;

        Assert.IsTrue(process.AskToEnd());

        Assert.IsTrue(await process.WaitForExit(ServiceMachine.Patience, Cancellation), "The process ends.");
        Assert.IsFalse(process.AskToEnd());
    }

    [TestMethod]
    public async Task AskToEnd_process_that_does_not_listen_goes_on()
    {
        using var process = Processes.Open(Machine.StartProcess())!;

        Assert.IsFalse(process.AskToEnd());

        Assert.IsFalse(await process.WaitForExit(ServiceMachine.Impatience, Cancellation));
    }

    [TestMethod]
    public async Task WaitForExit_running_process_times_out_and_then_sees_the_end()
    {
        using var process = Processes.Open(Machine.StartProcess())!;

        Assert.IsFalse(await process.WaitForExit(ServiceMachine.Impatience, Cancellation));
        process.Terminate();
        Assert.IsTrue(await process.WaitForExit(ServiceMachine.Patience, Cancellation));
        process.Terminate();
    }

    [TestMethod]
    public async Task WaitForExit_cancelled_ends()
    {
        using var process = Processes.Open(Machine.StartProcess())!;
        using var cancel = new CancellationTokenSource(ServiceMachine.Impatience);

        await Assert.ThrowsAsync<OperationCanceledException>(() => process.WaitForExit(ServiceMachine.Patience, cancel.Token));
    }

    [TestMethod]
    public async Task List_while_processes_come_and_go_never_fails()
    {
        var own = Machine.StartProcess();
        using var over = new CancellationTokenSource();
        var others = Task.Run(() => Machine.ComeAndGo(over.Token), Cancellation);

        for (var look = 0; look < 300; look++)
            Assert.ContainsSingle(process => process.Id == own, Processes.List());

        await over.CancelAsync();
        await others;
    }

    private async Task End(int id)
    {
        using var process = Processes.Open(id)!;
        process.Terminate();
        Assert.IsTrue(await process.WaitForExit(ServiceMachine.Patience, Cancellation), "The process ends.");
    }
}
