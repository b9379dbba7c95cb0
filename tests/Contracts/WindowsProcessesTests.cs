using Octopus.Tests.Support;
using System.Diagnostics;
using Octopus.Services;

namespace Octopus.Tests.Contracts;

[TestClass]
public sealed class WindowsProcessesTests
{
    private readonly WindowsProcesses processes = new();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Open_this_process_knows_its_executable()
    {
        using var process = processes.Open(Environment.ProcessId);

        Assert.AreEqual(Environment.ProcessId, process!.Id);
        Assert.AreEqual(Environment.ProcessPath, process.ExecutablePath, ignoreCase: true);
    }

    [TestMethod]
    public async Task Open_ended_process_gives_nothing()
    {
        using var child = StartHangingChild();
        child.Kill();
        await child.WaitForExitAsync(TestContext.CancellationToken);

        Assert.IsNull(processes.Open(child.Id));
    }

    [TestMethod]
    public async Task WaitForExit_running_process_times_out_and_then_sees_the_end()
    {
        using var child = StartHangingChild();
        using var process = processes.Open(child.Id)!;

        Assert.IsFalse(await process.WaitForExit(ServiceMachine.Impatience, TestContext.CancellationToken));
        process.Terminate();
        Assert.IsTrue(await process.WaitForExit(ServiceMachine.Patience, TestContext.CancellationToken));
        process.Terminate();
    }

    [TestMethod]
    public async Task WaitForExit_cancelled_ends()
    {
        using var process = processes.Open(Environment.ProcessId)!;
        using var cancel = new CancellationTokenSource(ServiceMachine.Impatience);

        await Assert.ThrowsAsync<OperationCanceledException>(() => process.WaitForExit(ServiceMachine.Patience, cancel.Token));
    }

    // It waits for input that never comes.
    private static Process StartHangingChild() =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [ServiceProgram.HangOption]) { RedirectStandardInput = true })!;
}
