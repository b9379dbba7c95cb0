using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Upgrade;

namespace Octopus.Tests.E2E.Install;

/// <summary>
/// The vendor's product is installed and two of its three instances run. Ours does not go over it, nor over what it leaves behind; told to
/// take the machine over it does, and when it is removed again a service that somebody has made by hand stays.
/// </summary>
[TestClass, MachineTest]
public sealed class When_the_vendors_product_is_on_the_machine
{
    private const int FirstPort = 10950;
    private const string ByHand = "Agent made by hand";

    private static readonly ArrangedInstance[] Instances =
        [new("Tentacle", Runs: true), new("Prod A", Runs: true, StartType.Manual), new("off", Runs: false, StartType.Disabled)];

    private static MsiResult overVendor = null!, overServices = null!, adopting = null!, removal = null!;
    private static List<ServiceSnapshot> before = null!, afterRefusals = null!, afterAdoption = null!;
    private static List<int> processes = null!, processesAfterRefusal = null!;
    private static List<string?> versions = null!;
    private static LastRun run = null!;
    private static List<Service> left = null!;

    [ClassInitialize]
    public static async Task Move(TestContext _)
    {
        var evidence = new Evidence(nameof(When_the_vendors_product_is_on_the_machine));
        await CleanMachine.Make(evidence);
        var msiexec = new Msiexec(evidence);
        Assert.AreEqual(MsiResult.Success, msiexec.Install(Package.VendorLike).ExitCode);
        await Arrange();
        evidence.Snapshot("before");
        (before, processes) = (Snapshots(), Processes());

        overVendor = msiexec.Install(Package.New);
        processesAfterRefusal = Processes();
        // What the page tells a person to do.
        await Stop();
        Assert.AreEqual(MsiResult.Success, msiexec.Uninstall(Package.VendorLike).ExitCode);
        overServices = msiexec.Install(Package.New);
        afterRefusals = Snapshots();

        adopting = msiexec.Install(Package.New, "ADOPTVENDOR=1");
        afterAdoption = Snapshots();
        run = WindowsMaintenance.Machine().Journal.ReadLastRun()!;
        evidence.Snapshot("adopted");
        var tentacle = TentacleExe.Installed(evidence);
        foreach (var instance in Instances.Where(instance => instance.Runs))
            tentacle.Do("service", "--start", "--instance", instance.Name);
        versions = [.. Instances.Select(instance => instance.Look().Health?.Version)];

        ServiceTable.CreateForeign(new(ByHand, ByHand, "Made by an administrator.", Application.ServiceCommandLine(InstallFolder.Tentacle, "Prod A"), StartType.Manual));
        removal = msiexec.Uninstall(Package.New);
        left = [.. ServiceTable.Ours()];
        evidence.Snapshot("removed");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence($"{nameof(When_the_vendors_product_is_on_the_machine)} clean-up"));

    [TestMethod]
    public void Over_the_vendors_product_the_installation_refuses_with_its_name_and_the_page()
    {
        Assert.AreEqual(MsiResult.InstallFailure, overVendor.ExitCode);
        AssertSaid(overVendor, "Octopus Deploy Tentacle 1.0.0 of Octopus Deploy is installed", "docs/migration.md");
        CollectionAssert.AreEqual(processes, processesAfterRefusal);
    }

    [TestMethod]
    public void Over_the_services_that_it_leaves_behind_it_refuses_too()
    {
        Assert.AreEqual(MsiResult.InstallFailure, overServices.ExitCode);
        AssertSaid(overServices, "'OctopusDeploy Tentacle: off', 'OctopusDeploy Tentacle: Prod A', 'OctopusDeploy Tentacle'", "ADOPTVENDOR=1");
    }

    [TestMethod]
    public void A_refusal_changes_nothing_of_the_services() =>
        Assert.AreEqual("", string.Join('\n', before.Zip(afterRefusals).SelectMany(pair => pair.First.Differences(pair.Second))));

    [TestMethod]
    public void Adopted_services_keep_everything_and_only_say_whose_they_are()
    {
        Assert.AreEqual(MsiResult.Success, adopting.ExitCode);
        foreach (var (was, now) in before.Zip(afterAdoption))
            Assert.AreEqual(@"Parameters\ManagedBy", string.Join(' ', was.Differences(now).Select(line => line.Split(':')[0])));
    }

    [TestMethod]
    public void What_the_vendors_configuration_asks_for_and_this_product_does_not_do_is_listed()
    {
        Assert.AreEqual(RunResult.SucceededWithProblems, run.Result);
        Assert.Contains("Octopus.Proxy.ProxyHost", Assert.ContainsSingle(run.Problems));
    }

    [TestMethod]
    public void Adopted_instances_answer_with_this_version() => CollectionAssert.AreEqual(new[] { "1.1.0", "1.1.0", null }, versions);

    [TestMethod]
    public void Removal_deletes_what_was_adopted_and_leaves_what_was_made_by_hand()
    {
        Assert.AreEqual(MsiResult.Success, removal.ExitCode);
        var service = Assert.ContainsSingle(left);
        Assert.AreEqual((ByHand, StartType.Manual), (service.Name, service.StartType));
        AssertSaid(removal, $"service '{ByHand}' was not made by this product");
    }

    private static async Task Arrange()
    {
        var port = FirstPort;
        foreach (var instance in Instances)
        {
            instance.Register(port++);
            ServiceTable.Disown(instance.Service);
        }

        var record = new InstanceRecord("Prod A", Instances[1].Configuration);
        var values = ConfigurationFile.Read(record).Values.ToDictionary(pair => pair.Key, pair => pair.Value);
        values["Octopus.Proxy.ProxyHost"] = "proxy.contoso.com";
        values["Tentacle.Services.NoListen"] = "False";
        ConfigurationFile.Write(record, new(values));
        ServiceTable.Manager.Reconfigure(Instances[1].Service, new() { Account = ServiceAccount.LocalService });
        foreach (var instance in Instances.Where(instance => instance.Runs))
            await ServiceTable.Start(instance.Service);
    }

    private static async Task Stop()
    {
        foreach (var instance in Instances.Where(instance => instance.Runs))
        {
            ServiceTable.Manager.Request(instance.Service, ServiceRequest.Stop);
            await ServiceTable.Manager.WaitFor(instance.Service, ServiceState.Stopped, TimeSpan.FromMinutes(1), CancellationToken.None);
        }
    }

    private static List<ServiceSnapshot> Snapshots() => [.. Instances.Select(instance => ServiceSnapshot.Read(instance.Service))];

    private static List<int> Processes() => [.. Instances.Select(instance => ServiceTable.Get(instance.Service).ProcessId)];

    private static void AssertSaid(MsiResult result, params string[] parts) =>
        Assert.IsTrue(Array.Exists(result.LogLines(), line => Array.TrueForAll(parts, part => line.Contains(part, StringComparison.Ordinal))), result.Log);
}
