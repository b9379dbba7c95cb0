using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>A user keeps a folder open that everybody may read, and lets nobody else open it.</summary>
[TestClass]
public sealed class HeldFolderTests : MaintenanceTest
{
    [TestMethod]
    public async Task Recovery_brings_everybody_back_although_rights_cannot_be_looked_at()
    {
        var plan = Upgrade(Machine.Add("a"), Machine.Add("b"));
        await Stop(plan);
        var journal = new Journal(new MachineProtection(MachineFolder, new HeldFolder(Protection, MachineFolder.Path)));

        await Machine.Time.Drive(NewRun(owner: new(8765, default), journal: journal).Recover(evenIfAlive: true));

        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task Recovery_of_an_installation_that_lives_is_refused_there_too()
    {
        var process = Machine.Services.Processes.Start(@"C:\Windows\System32\msiexec.exe", id: Owner.ProcessId);
        await Stop(Upgrade(Machine.Add("a")));
        var journal = new Journal(new MachineProtection(MachineFolder, new HeldFolder(Protection, MachineFolder.Path)));

        await Assert.ThrowsExactlyAsync<MaintenanceInProgressException>(
            () => Machine.Time.Drive(NewRun(owner: new(8765, default), journal: journal).Recover(evenIfAlive: false)));

        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("a"));
        Machine.Services.Processes.Exit(process);
    }

    private sealed class HeldFolder(FakeFolderProtection inner, string held) : IFolderProtection
    {
        public void Protect(string folder, FolderAccess access, ServiceAccount? account = null) => Do(folder, () => inner.Protect(folder, access, account));

        public void MakeNew(string folder, FolderAccess access, ServiceAccount? account = null) => Do(folder, () => inner.MakeNew(folder, access, account));

        public void KeepRights(string folder) => Do(folder, () => inner.KeepRights(folder));

        public void ProtectFile(string file, FolderAccess access, ServiceAccount? account = null) => inner.ProtectFile(file, access, account);

        public IReadOnlyList<string> FileTrespassers(string file, FolderAccess access, ServiceAccount? account = null) => inner.FileTrespassers(file, access, account);

        public IReadOnlyList<string> Trespassers(string folder, FolderAccess access, ServiceAccount? account = null)
        {
            IReadOnlyList<string> found = [];
            Do(folder, () => found = inner.Trespassers(folder, access, account));
            return found;
        }

        private void Do(string folder, Action act)
        {
            if (folder.Equals(held, StringComparison.OrdinalIgnoreCase))
                throw new IOException($"{folder} could not be opened: sharing violation (error 32).");
            act();
        }
    }
}
