using System.Text;
using CsCheck;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>
/// Whatever stands in the files of an installation: it is whole and believed, or it is told and set aside. Nothing in between, no
/// crash, and no installation that cannot go on.
/// </summary>
[TestClass]
public sealed class JournalFuzzTests : IDisposable
{
    private const int Samples = 400;

    private static readonly JournalOwner Owner = new(4321, DateTimeOffset.UnixEpoch);

    private static readonly string Whole = WholeJournal();

    /// <summary>Bytes from nowhere, and journals that somebody has been at: cut off, a byte changed, a piece taken out, a value replaced.</summary>
    private static readonly Gen<byte[]> Texts = Gen.OneOf<Gen<byte[]>>(
        Gen.Byte.Array[0, 200],
        Gen.Int[0, Whole.Length].Select(length => Encoding.UTF8.GetBytes(Whole[..length])),
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Byte, (at, value) => Changed(at, value)),
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Int[1, 60], (at, length) => Encoding.UTF8.GetBytes(Whole.Remove(at, Math.Min(length, Whole.Length - at)))),
        Gen.Select(
            Gen.OneOf("\"Running\"", "4321", "\"a\"", "[", "{", "null", "2", "\"service a\"", "180"),
            Gen.OneOf("null", "[]", "{}", "-1", "1e999", "\"\"", "true", "99999999999999999999", "\"\\ud800\""),
            (what, with) => Encoding.UTF8.GetBytes(Whole.Replace(what, with, StringComparison.Ordinal)))).SelectMany(gen => gen);

    private readonly TempFolder folder = new();

    private string Setup => Path.Combine(folder.Path, "Setup");

    private Journal Journal => new(new MachineProtection(new MachineFolder(folder.Path), new FakeFolderProtection()));

    public JournalFuzzTests() => Directory.CreateDirectory(Setup);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Journal_is_whole_or_told_and_set_aside() => Texts.Sample(
        text =>
        {
            File.WriteAllBytes(Path.Combine(Setup, "journal.json"), text);
            var told = new List<string>();
            JournalEntry? before = null;

            Journal.Open(Owner, _ => false, told.Add, found =>
            {
                before = found;
                return new JournalEntry { Plan = new() { Id = "next" }, Owner = Owner };
            });

            Assert.AreEqual(before is null, told.Count == 1, "Found and told, or neither.");
            _ = before?.Unrestored().Select(state => (state.ComesBack, state.RanDisabled, state.DependsOn.Count)).ToList();
            _ = before is null ? null : LastRun.Of(before, RunResult.Recovered).Instances.Select(instance => instance.ToString()).ToList();
            Assert.AreEqual("next", Journal.Read()!.Plan.Id);
            File.Delete(Path.Combine(Setup, "journal.json.previous"));
        },
        iter: Samples, threads: 1, print: Printed);

    [TestMethod]
    public void Notice_and_result_are_whole_or_nothing() => Texts.Sample(
        text =>
        {
            File.WriteAllBytes(Path.Combine(folder.Path, "maintenance.json"), text);
            File.WriteAllBytes(Path.Combine(Setup, "last-run.json"), text);

            _ = MaintenanceNotice.Read(new MachineFolder(folder.Path))?.Owner.IsAlive(new FakeProcesses(TimeProvider.System));
            _ = Journal.ReadLastRun()?.Instances.Select(instance => instance.ToString()).ToList();
        },
        iter: Samples, threads: 1, print: Printed);

    private static byte[] Changed(int at, byte value)
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        bytes[at % bytes.Length] = value;
        return bytes;
    }

    private static string Printed(byte[] text) => Convert.ToHexString(text);

    private static string WholeJournal()
    {
        using var folder = new TempFolder();
        var journal = new Journal(new MachineProtection(new MachineFolder(folder.Path), new FakeFolderProtection()));
        journal.Write(new()
        {
            Plan = new()
            {
                Id = "before",
                Version = "1.1.0",
                Instances = [new("a", "service a", TestMachine.Tentacle, ServiceState.Running, StartType.Automatic, 4) { DependsOn = ["service b"] }],
                Dependents = [new("c", "service c", TestMachine.Foreign, ServiceState.Running, StartType.Automatic, 8) { IsDependent = true }],
                Executables = [TestMachine.Tentacle],
            },
            Owner = Owner,
            Outcomes = [new("a", "service a", LifecycleStep.Stop, StepResult.Done, ServiceState.Stopped, 0, 17, null)],
        });
        return File.ReadAllText(Path.Combine(folder.Path, "Setup", "journal.json"));
    }
}
