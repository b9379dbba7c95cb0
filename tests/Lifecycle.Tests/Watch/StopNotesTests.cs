using Octopus.Lifecycle.Watch;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Watch;

/// <summary>Instances that somebody wanted stopped and that had to be terminated.</summary>
[TestClass]
public sealed class StopNotesTests : WatchTest
{
    private StopNotes Notes => new(Protection);

    [TestMethod]
    public async Task Instance_that_was_terminated_on_purpose_stays_stopped()
    {
        AddCrashed("a");
        AddCrashed("b");
        Notes.Add(TestMachine.ServiceOf("a"));

        await Look();

        Assert.AreEqual((ServiceState.Stopped, ServiceState.Running), (Machine.StateOf("a"), Machine.StateOf("b")));
    }

    [TestMethod]
    public async Task Instance_that_was_started_since_is_started_again_when_it_fails()
    {
        Notes.Add(TestMachine.ServiceOf("a"));
        Machine.Add("a");

        await Look();
        Machine.Services.Kill(TestMachine.ServiceOf("a"));
        await Look();

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
        Assert.IsFalse(Notes.Has(TestMachine.ServiceOf("a")));
    }

    [TestMethod]
    public void Link_in_the_place_of_the_notes_leads_neither_a_note_nor_its_end_elsewhere()
    {
        var service = TestMachine.ServiceOf("a");
        Notes.Add(service);
        var victim = Path.Combine(MachineFolder.Path, "victim");
        Directory.Move(MachineFolder.Stopped, victim);
        var file = Directory.GetFiles(victim).Single();
        File.WriteAllText(file, "precious");

        Directory.CreateSymbolicLink(MachineFolder.Stopped, victim);
        Notes.Remove(service);
        Assert.AreEqual("precious", File.ReadAllText(file));

        Directory.Delete(MachineFolder.Stopped);
        Directory.CreateSymbolicLink(MachineFolder.Stopped, victim);
        Notes.Add(service);
        Assert.AreEqual("precious", File.ReadAllText(file));
        Assert.IsTrue(Notes.Has(service));
    }

    [TestMethod]
    [DataRow("OctopusDeploy Tentacle: Prod A")]
    [DataRow("Größe *?\"<>|/\\ x")]
    public void Note_of_any_service_is_kept_until_it_is_removed(string service)
    {
        Notes.Remove(service);
        Notes.Add(service);
        Notes.Add(service);
        Assert.IsTrue(Notes.Has(service.ToUpperInvariant()));

        Notes.Remove(service);

        Assert.IsFalse(Notes.Has(service));
    }
}
