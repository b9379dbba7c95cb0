using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>The guard as a service: its own bytes, in its own place, and only while it is wanted.</summary>
[TestClass]
public sealed class GuardServiceTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestMachine machine = new();

    private MachineFolder Folder => new(folder.Path);

    private string Executable => Path.Combine(Folder.Setup, GuardService.Executable);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Arm_puts_its_bytes_where_they_run_and_starts_a_service_that_starts_with_the_machine()
    {
        Assert.IsNull(await Guard().Arm(CancellationToken.None));

        Assert.AreEqual("guard", File.ReadAllText(Executable));
        var service = machine.Services.Find(GuardService.Name)!;
        Assert.AreEqual(($"\"{Executable}\" watch", StartType.Automatic), (service.ImagePath, service.StartType));
        Assert.AreEqual(ServiceAccount.LocalSystem.Name, service.Account);
        Assert.AreNotEqual(ServiceState.Stopped, service.State);
    }

    [TestMethod]
    public async Task Arm_runs_nothing_that_was_there()
    {
        Directory.CreateDirectory(Folder.Setup);
        File.WriteAllText(Executable, "somebody's");
        File.SetAttributes(Executable, FileAttributes.ReadOnly);
        File.WriteAllText(folder.File("precious"), "precious");
        File.CreateSymbolicLink(Executable + ".writing", folder.File("precious"));
        machine.Services.Add(GuardService.Name, @"C:\Users\mallory\evil.exe");

        Assert.IsNull(await Guard().Arm(CancellationToken.None));

        Assert.AreEqual("guard", File.ReadAllText(Executable));
        Assert.AreEqual("precious", File.ReadAllText(folder.File("precious")));
        Assert.AreEqual($"\"{Executable}\" watch", machine.Services.Find(GuardService.Name)!.ImagePath);
    }

    [TestMethod]
    public async Task Arm_waits_for_the_guard_of_an_installation_just_before()
    {
        await Guard().Arm(CancellationToken.None);
        machine.Services.HoldOpen(GuardService.Name);
        Assert.IsNull(Guard().Disarm());
        using var gone = machine.Time.CreateTimer(_ => machine.Services.LetGo(GuardService.Name), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        Assert.IsNull(await machine.Time.Drive(Guard().Arm(CancellationToken.None)));

        Assert.AreNotEqual(ServiceState.Stopped, machine.Services.Find(GuardService.Name)!.State);
    }

    [TestMethod]
    public async Task Guard_is_gone_when_its_service_is_deleted_although_its_process_goes_on()
    {
        Assert.IsTrue(Guard().IsGone);
        await Guard().Arm(CancellationToken.None);
        Assert.IsFalse(Guard().IsGone);

        machine.Services.HoldOpen(GuardService.Name);
        Guard().Disarm();

        Assert.IsTrue(Guard().IsGone);
        Assert.IsNotNull(machine.Services.Look(GuardService.Name));
    }

    [TestMethod]
    public async Task Arm_that_is_refused_says_why_and_what_to_do()
    {
        machine.Services.Add(GuardService.Name, "x");
        var guard = new GuardService(new RefusingManager(machine.Services, GuardService.Name), Folder, machine.Time, Content, isItself: false);

        Assert.Contains("maintenance recover", (await guard.Arm(CancellationToken.None))!);
        Assert.Contains("maintenance recover", (await GuardService.OfOthers(machine.Services, Folder, machine.Time).Arm(CancellationToken.None))!);
    }

    [TestMethod]
    public async Task Disarm_takes_it_away_and_a_second_one_finds_nothing()
    {
        await Guard().Arm(CancellationToken.None);

        Assert.IsNull(GuardService.OfOthers(machine.Services, Folder, machine.Time).Disarm());
        Assert.IsNull(machine.Services.Find(GuardService.Name));
        Assert.IsNull(Guard().Disarm());
    }

    [TestMethod]
    public async Task Guard_that_takes_itself_away_does_not_stop_itself_in_the_middle()
    {
        await Guard().Arm(CancellationToken.None);

        Assert.IsNull(GuardService.OfItself(machine.Services, Folder, machine.Time).Disarm());

        Assert.DoesNotContain($"stop {GuardService.Name}", machine.Services.Log);
        Assert.Contains($"delete {GuardService.Name}", machine.Services.Log);
    }

    private GuardService Guard() => new(machine.Services, Folder, machine.Time, Content, isItself: false);

    private static MemoryStream Content() => new("guard"u8.ToArray());
}
