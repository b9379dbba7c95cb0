using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>The executable of the guard on a real file system, where a file that is read cannot be renamed.</summary>
[TestClass]
public sealed class GuardExecutableTests : IDisposable
{
    private readonly TempFolder folder = new();

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Executable_that_a_scanner_reads_for_a_moment_is_replaced()
    {
        var machine = new MachineFolder(folder.Path);
        var executable = Path.Combine(machine.Setup, GuardService.Executable);
        Directory.CreateDirectory(machine.Setup);
        await File.WriteAllTextAsync(executable, "before", TestContext.CancellationToken);
        var scanner = new FileStream(executable, FileMode.Open, FileAccess.Read, FileShare.Read);
        var letsGo = Task.Run(
            async () =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.CancellationToken);
                await scanner.DisposeAsync();
            },
            TestContext.CancellationToken);
        var guard = new GuardService(new FakeServiceManager(TimeProvider.System), machine, TimeProvider.System, () => new MemoryStream("now"u8.ToArray()), isItself: false);

        Assert.IsNull(await guard.Arm(TestContext.CancellationToken));

        await letsGo;
        Assert.AreEqual("now", await File.ReadAllTextAsync(executable, TestContext.CancellationToken));
    }
}
