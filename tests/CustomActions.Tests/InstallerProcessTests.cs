using Octopus.CustomActions;
using Octopus.Lifecycle.Maintenance;
using Octopus.Tests.Support;

namespace Octopus.Tests.CustomActions;

/// <summary>Which processes host an installation, living or dead.</summary>
[TestClass]
public sealed class InstallerProcessTests
{
    private const string Installer = @"C:\Windows\System32\msiexec.exe";

    private readonly FakeProcesses processes = new(TimeProvider.System);

    [TestMethod]
    public void Host_is_the_one_that_started_the_process_of_the_actions()
    {
        var (upgrade, removal) = Nested();

        Assert.AreEqual(removal, InstallerProcess.Current(processes));
        Assert.IsTrue(InstallerProcess.IsHost(processes, removal));
        Assert.IsTrue(InstallerProcess.IsHost(processes, upgrade));
    }

    [TestMethod]
    public void One_that_died_and_left_the_removal_to_itself_is_still_its_host()
    {
        var (upgrade, removal) = Nested();
        processes.Exit(upgrade.ProcessId);

        Assert.IsTrue(InstallerProcess.IsHost(processes, upgrade));
        Assert.AreEqual(removal, InstallerProcess.Current(processes));
    }

    [TestMethod]
    public void A_later_process_of_the_number_is_none()
    {
        var (upgrade, _) = Nested();

        Assert.IsFalse(InstallerProcess.IsHost(processes, upgrade with { StartedAt = upgrade.StartedAt.AddSeconds(-1) }));
        processes.Exit(upgrade.ProcessId);
        Assert.IsFalse(InstallerProcess.IsHost(processes, upgrade with { StartedAt = DateTimeOffset.MaxValue }));
    }

    [TestMethod]
    public void Stranger_is_none()
    {
        Nested();

        Assert.IsFalse(InstallerProcess.IsHost(processes, Owner(processes.Start(@"C:\Windows\explorer.exe"))));
    }

    // An upgrade that removes the old version in a process of its own, which hosts the actions of that.
    private (JournalOwner Upgrade, JournalOwner Removal) Nested()
    {
        var upgrade = processes.Start(Installer);
        var removal = processes.Start(Installer, parentId: upgrade);
        processes.Start(Installer, parentId: removal, id: Environment.ProcessId);
        return (Owner(upgrade), Owner(removal));
    }

    private JournalOwner Owner(int id)
    {
        using var process = processes.Open(id)!;
        return new(id, process.StartedAt);
    }
}
