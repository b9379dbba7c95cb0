using Microsoft.Win32;
using Octopus.Instances;

namespace Octopus.Tests.Contracts;

/// <summary>Where an elevated program of Windows, as this is, finds the machine folder.</summary>
[TestClass]
[DoNotParallelize]
public sealed class MachineFolderTests : IDisposable
{
    private const string Environments = @"SYSTEM\CurrentControlSet\Control\Session Manager\Environment";

    private readonly RegistryKey environment = Registry.LocalMachine.OpenSubKey(Environments, writable: true)!;

    public void Dispose()
    {
        environment.DeleteValue(MachineFolder.Variable, throwOnMissingValue: false);
        environment.Dispose();
        Environment.SetEnvironmentVariable(MachineFolder.Variable, null);
    }

    [TestMethod]
    public void Environment_of_the_process_moves_nothing()
    {
        var before = MachineFolder.Current();

        Environment.SetEnvironmentVariable(MachineFolder.Variable, @"C:\users\Public\Octopus");

        Assert.AreEqual(before, MachineFolder.Current());
        Assert.AreNotEqual(@"C:\users\Public\Octopus", before.Path);
    }

    [TestMethod]
    public void Environment_of_the_machine_moves_it_whatever_that_of_the_process_says()
    {
        environment.SetValue(MachineFolder.Variable, @"D:\Octopus data");
        Environment.SetEnvironmentVariable(MachineFolder.Variable, @"C:\users\Public\Octopus");

        Assert.AreEqual(@"D:\Octopus data", MachineFolder.Current().Path);
    }

    [TestMethod]
    public void Variables_in_that_of_the_machine_are_not_taken_from_the_process()
    {
        Environment.SetEnvironmentVariable("WHERE", @"C:\users\Public");
        environment.SetValue(MachineFolder.Variable, @"%WHERE%\Octopus", RegistryValueKind.ExpandString);

        Assert.AreEqual(InstanceError.IllegalValue, Assert.ThrowsExactly<InstanceException>(MachineFolder.Current).Error);
    }
}
