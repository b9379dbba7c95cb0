using Octopus.Instances;

namespace Octopus.Tests.Instances;

[TestClass]
public sealed class MachineFolderTests
{
    private static readonly MachineFolder Machine = new(Path.Combine(Path.GetTempPath(), "Octopus"));

    // Whoever may read a file can hold it, and whoever may write a folder decides what is in it.
    [TestMethod]
    public void What_only_this_product_notes_is_below_the_folders_of_administrators()
    {
        foreach (var path in new[] { Machine.Stopped, Machine.Restores, Machine.InstancesLock(Application.Tentacle), Machine.InstancesLock(Application.Server) })
            Assert.AreEqual(Machine.Setup, Path.GetDirectoryName(path));
        Assert.AreEqual(Machine.Manager, Path.GetDirectoryName(Machine.Browser));
        Assert.AreNotEqual(Machine.InstancesLock(Application.Tentacle), Machine.InstancesLock(Application.Server));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    [DoNotParallelize]
    [DataRow("Octopus")]
    [DataRow("./Octopus")]
    [DataRow("/data/../Octopus")]
    [DataRow("%ProgramData%/Octopus")]
    public void Current_is_in_no_folder_that_depends_on_where_a_program_is_started(string moved)
    {
        Environment.SetEnvironmentVariable(MachineFolder.Variable, moved);
        try
        {
            var refused = Assert.ThrowsExactly<InstanceException>(MachineFolder.Current);
            Assert.AreEqual(InstanceError.IllegalValue, refused.Error);
            Assert.Contains($"'{moved}'", refused.Message);
        }
        finally
        {
            Environment.SetEnvironmentVariable(MachineFolder.Variable, null);
        }
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    [DoNotParallelize]
    public void Current_follows_the_environment_where_there_is_none_of_a_machine()
    {
        Environment.SetEnvironmentVariable(MachineFolder.Variable, Machine.Path);
        try
        {
            Assert.AreEqual(Machine, MachineFolder.Current());
        }
        finally
        {
            Environment.SetEnvironmentVariable(MachineFolder.Variable, null);
        }
    }
}
