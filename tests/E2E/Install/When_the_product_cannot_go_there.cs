using Octopus.Instances;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Upgrade;

namespace Octopus.Tests.E2E.Install;

/// <summary>Folders in which services could not run, or that are not the product's to use. Each is refused, and nobody notices. At the end one that is taken.</summary>
[TestClass, MachineTest]
public sealed class When_the_product_cannot_go_there
{
    private static readonly ArrangedInstance[] Instances = [new("Tentacle", Runs: true), new("Prod A", Runs: true)];

    private static readonly string Drive = Path.GetPathRoot(InstallFolder.Default)!;
    private static readonly string Strangers = Path.Combine(Drive, "Somebody's folder");
    private static readonly string Free = Path.Combine(Drive, "Agents", "1");

    // What is given, and what the log says about it.
    private static readonly (string Folder, string Reason)[] Refused =
    [
        (@"\\server\share\Agent", "is on another machine"),
        ("Agent", "is not a full path"),
        (@"Q:\Agent", "is not on a drive that is built into this machine"),
        ($@"{Drive}x\..\", "is a whole drive"),
        (Path.Combine(MachineFolder.Current().Path, "Agent"), "where this product keeps its data"),
        (Strangers, "holds letters.txt"),
    ];

    private static readonly Dictionary<string, MsiResult> Results = [];
    private static readonly List<(string Folder, List<InstanceSight> Sights)> After = [];
    private static List<InstanceSight> before = null!;
    private static MsiResult moved = null!;
    private static List<InstanceSight> afterMove = null!;

    [ClassInitialize]
    public static async Task Upgrade(TestContext _)
    {
        var evidence = new Evidence(nameof(When_the_product_cannot_go_there));
        await CleanMachine.Make(evidence);
        Directory.CreateDirectory(Strangers);
        await File.WriteAllTextAsync(Path.Combine(Strangers, "letters.txt"), "Dear Anna");
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.Old).ExitCode);
        foreach (var instance in Instances)
            instance.Create(TentacleExe.Installed(evidence));
        before = Look();
        foreach (var (folder, _) in Refused)
        {
            Results.Add(folder, msiexec.Install(Package.New, $"INSTALLFOLDER={folder}"));
            After.Add((folder, Look()));
        }

        moved = msiexec.Install(Package.New, $"INSTALLLOCATION={Free}");
        afterMove = Look();
        evidence.Snapshot("after");
    }

    [ClassCleanup]
    public static async Task Clean()
    {
        await CleanMachine.Make(new Evidence($"{nameof(When_the_product_cannot_go_there)} clean-up"));
        foreach (var folder in new[] { Strangers, Path.GetDirectoryName(Free)! }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public void Each_is_refused_with_the_reason()
    {
        foreach (var (folder, reason) in Refused)
        {
            Assert.AreEqual(MsiResult.InstallFailure, Results[folder].ExitCode, folder);
            Assert.IsTrue(Array.Exists(Results[folder].LogLines(), line => line.Contains(reason, StringComparison.Ordinal) && line.Contains("Nothing has been changed", StringComparison.Ordinal)), Results[folder].Log);
        }
    }

    [TestMethod]
    public void Nobody_is_stopped_and_nothing_is_written()
    {
        foreach (var (folder, sights) in After)
            CollectionAssert.AreEqual(before.Select(sight => (sight.State, sight.ProcessId)).ToArray(), sights.Select(sight => (sight.State, sight.ProcessId)).ToArray(), folder);
        CollectionAssert.AreEqual(new[] { "letters.txt" }, Directory.GetFileSystemEntries(Strangers).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public void Folder_under_the_vendors_name_for_it_is_taken()
    {
        Assert.AreEqual(MsiResult.Success, moved.ExitCode);
        Assert.IsTrue(File.Exists(Path.Combine(Free, "Tentacle.exe")));
        CollectionAssert.AreEqual(new[] { "1.1.0", "1.1.0" }, afterMove.Select(sight => sight.Health?.Version).ToArray());
        foreach (var instance in Instances)
            Assert.AreEqual(Application.ServiceCommandLine(Path.Combine(Free, "Tentacle.exe"), instance.Name), ServiceTable.Get(instance.Service).ImagePath);
    }

    private static List<InstanceSight> Look() => [.. Instances.Select(instance => instance.Look())];
}
