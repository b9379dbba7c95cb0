using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>A machine on which the vendor's product was, when this one is installed for the first time.</summary>
[TestClass]
public sealed class AdoptionTests : MaintenanceTest
{
    private const string Elsewhere = @"D:\Octopus\Tentacle.exe";

    private static readonly string Folder = WindowsPath.Folder(TestMachine.Tentacle);

    public AdoptionTests() => (Product.Folder, Product.Version) = (null, null);

    [TestMethod]
    public async Task Service_that_nobody_of_ours_has_made_keeps_the_installation_from_its_folder()
    {
        AddVendors("Prod A", TestMachine.Tentacle, ServiceState.Running);

        var refusal = await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(Install()));

        Assert.Contains("'OctopusDeploy Tentacle: Prod A'", refusal.Message);
        Assert.Contains("docs/migration.md", refusal.Message);
        Assert.Contains("ADOPTVENDOR=1", refusal.Message);
        AssertUntouched();
    }

    [TestMethod]
    public async Task File_that_no_package_of_ours_has_put_there_does_too()
    {
        Places.Names[Folder] = ["Tentacle.exe", "Halibut.dll", "nlog.config", "Autofac.dll", "readme.txt"];

        var refusal = await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(Install()));

        Assert.Contains("holds Autofac.dll, Halibut.dll, nlog.config and 2 more", refusal.Message);
        AssertUntouched();
    }

    [TestMethod]
    public async Task Upgrade_that_moves_to_such_a_folder_is_refused_as_well()
    {
        (Product.Folder, Product.Version) = (@"C:\Before", "1.0.0");
        Places.Names[Folder] = ["notes.txt"];

        await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(Install() with { Kind = MaintenanceKind.Upgrade }));

        AssertUntouched();
    }

    [TestMethod]
    public async Task What_others_put_beside_an_installed_product_keeps_no_upgrade_from_it()
    {
        (Product.Folder, Product.Version) = (Folder + @"\", "1.0.0");
        Places.Names[Folder] = ["Tentacle.exe", "backup.exe"];
        AddVendors("by hand", TestMachine.Tentacle, ServiceState.Running);

        await Stop(Upgrade());

        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("by hand"));
    }

    [TestMethod]
    public async Task What_an_installation_of_ours_has_left_is_ours()
    {
        Places.Names[Folder] = ["Tentacle.exe.before", "Tentacle.exe.0123456789abcdef.retired"];
        await Stop(Install());
        Assert.IsNotNull(Journal.Read());
    }

    [TestMethod]
    public async Task Folder_in_which_an_installation_of_ours_died_is_ours_whoever_has_ended_it()
    {
        Places.Names[Folder] = ["Tentacle.exe", "Octopus.Manager.exe"];
        Journal.Write(new() { Plan = Install() with { Kind = MaintenanceKind.Upgrade }, Owner = new(99, default), Phase = MaintenancePhase.Starting });
        await Recover();

        await Stop(Install());

        Assert.IsNotNull(Journal.Read());
    }

    [TestMethod]
    public async Task Folder_from_which_ours_was_removed_is_ours_no_more()
    {
        Product.Folder = Folder;
        var removal = Install() with { Kind = MaintenanceKind.Uninstall };
        await Stop(removal);
        Machine.Files.Remove(TestMachine.Tentacle);
        await Start(removal);
        Complete(removal);
        Places.Names[Folder] = ["Tentacle.exe"];

        await Assert.ThrowsExactlyAsync<MaintenanceException>(() => Stop(Install()));
    }

    [TestMethod]
    public async Task Adopted_services_run_our_executable_and_keep_everything_else()
    {
        AddVendors("Prod A", Elsewhere, ServiceState.Running);
        AddVendors("idle", Elsewhere, ServiceState.Stopped, StartType.Manual);
        AddVendors("off", TestMachine.Tentacle, ServiceState.Stopped, StartType.Disabled);
        Machine.Services.Reconfigure(TestMachine.ServiceOf("idle"), new() { Account = ServiceAccount.LocalService });
        var plan = Install() with { Adopts = true };

        await Stop(plan);
        await Start(plan);
        Complete(plan);

        CollectionAssert.AreEqual(
            new[] { (ServiceState.Running, StartType.Automatic), (ServiceState.Stopped, StartType.Manual), (ServiceState.Stopped, StartType.Disabled) },
            new[] { "Prod A", "idle", "off" }.Select(Machine.Record).Select(state => (state.State, state.StartType)).ToArray());
        foreach (var instance in new[] { "Prod A", "idle", "off" })
        {
            Assert.AreEqual(Application.ServiceCommandLine(TestMachine.Tentacle, instance), Machine.Record(instance).ImagePath);
            Assert.IsTrue(Machine.Services.IsClaimed(TestMachine.ServiceOf(instance)), instance);
        }

        Assert.AreEqual(ServiceAccount.LocalService, Machine.Services.ReadConfiguration(TestMachine.ServiceOf("idle")).Account);
    }

    [TestMethod]
    public async Task Adoption_that_is_undone_gives_the_vendors_services_back()
    {
        AddVendors("Prod A", Elsewhere, ServiceState.Running);
        var plan = Install() with { Adopts = true };
        await Stop(plan);
        await Start(plan);

        await UndoStart(plan);
        await UndoStop(plan);

        Assert.AreEqual(Application.ServiceCommandLine(Elsewhere, "Prod A"), Machine.Record("Prod A").ImagePath);
        Assert.AreEqual((ServiceState.Running, StartType.Automatic), (Machine.Record("Prod A").State, Machine.Record("Prod A").StartType));
        Assert.IsFalse(Machine.Services.IsClaimed(TestMachine.ServiceOf("Prod A")));
    }

    [TestMethod]
    public async Task Without_the_wish_services_of_the_vendors_elsewhere_are_left_alone()
    {
        AddVendors("Prod A", Elsewhere, ServiceState.Running);

        await Stop(Install());

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("Prod A"));
    }

    [TestMethod]
    public async Task Service_named_like_ours_that_runs_another_program_is_not_adopted()
    {
        Machine.Services.Add("OctopusDeploy Tentacle: backup", $"\"{TestMachine.Foreign}\" run", ServiceState.Running);

        await Stop(Install() with { Adopts = true });

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("backup"));
    }

    [TestMethod]
    public async Task What_the_vendors_configuration_asks_for_and_this_product_does_not_do_is_listed()
    {
        AddVendors("Prod A", Elsewhere, ServiceState.Running);
        var record = new InstanceRecord("Prod A", Store.ConfigurationOf("Prod A"));
        var values = ConfigurationFile.Read(record).Values.ToDictionary(pair => pair.Key, pair => pair.Value);
        values["Octopus.Proxy.ProxyHost"] = "proxy.contoso.com";
        values["Octopus.Watchdog.Enabled"] = "False";
        values["Octopus.Communications.Squid"] = "SQ-A1";
        ConfigurationFile.Write(record, new(values));
        var plan = Install() with { Adopts = true };

        await Stop(plan);
        await Start(plan);
        Complete(plan);

        var problem = Assert.ContainsSingle(Journal.ReadLastRun()!.Problems);
        Assert.Contains($"{record.ConfigurationFilePath}, asks for what this product does not do: Octopus.Communications.Squid, Octopus.Proxy.ProxyHost.", problem);
    }

    [TestMethod]
    public async Task Removal_deletes_what_was_made_or_adopted_and_leaves_the_rest_as_it_was()
    {
        Product.Folder = Folder;
        AddVendors("by hand", TestMachine.Tentacle, ServiceState.Running, StartType.Manual);
        Machine.Add("ours");
        var removal = Install() with { Kind = MaintenanceKind.Uninstall };

        await Stop(removal);
        Machine.Files.Remove(TestMachine.Tentacle);
        await Start(removal);
        Complete(removal);

        Assert.IsNull(Machine.Services.Find(TestMachine.ServiceOf("ours")));
        Assert.AreEqual((ServiceState.Stopped, StartType.Manual), (Machine.Record("by hand").State, Machine.Record("by hand").StartType));
        Assert.IsTrue(Reported.Exists(line => line.Contains("by hand: service 'OctopusDeploy Tentacle: by hand' was not made by this product", StringComparison.Ordinal)));
    }

    private static MaintenancePlan Install() => Upgrade() with { Kind = MaintenanceKind.Install, VersionBefore = null, Files = ["Octopus.Manager.exe", "Tentacle.exe"] };

    private void AddVendors(string instance, string executable, ServiceState state, StartType startType = StartType.Automatic)
    {
        var service = TestMachine.ServiceOf(instance);
        Machine.Services.Add(service, Application.ServiceCommandLine(executable, instance), state, startType);
        Machine.Services.Unclaimed.Add(service);
        if (!Machine.Files.Exists(executable))
            Machine.Files.Add(executable);
    }

    private void AssertUntouched()
    {
        Assert.IsEmpty(Machine.Services.Log);
        Assert.IsNull(Journal.Read());
        Assert.IsTrue(Machine.Files.Exists(TestMachine.Tentacle));
    }
}
