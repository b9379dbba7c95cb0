using Octopus.Cli;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>What a service is: its account with everything the account needs, its start type, its dependencies.</summary>
[TestClass]
public sealed class ServiceAccountTests : CommandTest
{
    private const string ProdA = "OctopusDeploy Tentacle: Prod A";
    private const string Blue = "OctopusDeploy Tentacle: blue";

    [TestMethod]
    public async Task Service_runs_as_the_machine_and_comes_back_when_it_fails()
    {
        (await Install()).Succeeded();

        var service = Machine.Services.ReadConfiguration(ProdA);
        Assert.AreEqual((ServiceAccount.LocalSystem, ServiceRecovery.Default, StartType.Automatic), (service.Account, service.Recovery, service.StartType));
        Assert.AreEqual("Octopus Tentacle instance 'Prod A'", service.Description);
        CollectionAssert.Contains(Machine.Protection.Protected, (Machine.Settings("Prod A").Home!, FolderAccess.AdministratorsOnly));
    }

    [TestMethod]
    [DataRow("localservice", @"NT AUTHORITY\LocalService")]
    [DataRow("virtual", @"NT SERVICE\OctopusDeploy Tentacle: Prod A")]
    public async Task Account_without_a_password_gets_the_home_and_needs_no_right(string typed, string account)
    {
        (await Install("--username", typed)).Succeeded();

        Assert.AreEqual(account, Machine.Services.Find(ProdA)!.Account);
        Assert.AreEqual(account, Machine.Protection.Accounts[Machine.Settings("Prod A").Home!].Name);
        Assert.IsFalse(Machine.LogonRights.Has(ServiceAccount.Parse(account)));
    }

    [TestMethod]
    public async Task Managed_account_gets_the_right_to_log_on()
    {
        var result = (await Install("--username", @"CONTOSO\tentacle$")).Succeeded();

        Assert.IsTrue(Machine.LogonRights.Has(ServiceAccount.Parse(@"CONTOSO\tentacle$")));
        Assert.AreEqual(@"Prod A: CONTOSO\tentacle$ may log on as a service", result.Lines[0]);
        Assert.IsNull(Machine.Services.PasswordOf(ProdA));
    }

    [TestMethod]
    public async Task Account_with_a_password_gets_it_and_nobody_sees_it()
    {
        Machine.Terminal.Input = "hush\n";

        var result = (await Install("--username", "deploy", "--password-stdin", "--format", "json"));

        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
        Assert.IsNotNull(Machine.Services.PasswordOf(ProdA));
        Assert.AreEqual((@".\deploy", true), (Machine.Services.Find(ProdA)!.Account, Machine.LogonRights.Has(ServiceAccount.Parse("deploy"))));
        Assert.DoesNotContain("hush", result.Output + result.Error + Machine.Everything());
        Assert.Contains(@"--username \""deploy\"" --password \""********\""", result.Output);
    }

    [TestMethod]
    public async Task Password_is_asked_for_when_somebody_is_there_and_something_is_to_be_changed()
    {
        (await Install("--username", "deploy", "--what-if")).Succeeded();
        Assert.IsEmpty(Machine.Terminal.Questions);
        Machine.Terminal.Answers.Enqueue("hush");

        Assert.AreEqual(ExitCode.Success, (await Install("--username", "deploy")).ExitCode);

        Assert.AreEqual("Type the password of the service's account:", Assert.ContainsSingle(Machine.Terminal.Questions));
    }

    [TestMethod]
    public async Task Account_and_password_may_come_from_the_environment()
    {
        Machine.Terminal.Variables["OCTOPUS_SERVICE_USERNAME"] = @"CONTOSO\deploy";
        Machine.Terminal.Variables["OCTOPUS_SERVICE_PASSWORD"] = "hush";
        Assert.EndsWith(@"--username ""CONTOSO\deploy"" --password ""********""", (await Install("--what-if")).Succeeded().Lines[^1]);

        (await Install()).Succeeded();

        Assert.AreEqual(@"CONTOSO\deploy", Machine.Services.Find(ProdA)!.Account);
    }

    [TestMethod]
    public async Task Mistakes_about_accounts_are_refused_before_anything_is_changed()
    {
        string[] install = ["service", "--install", "--instance", "Prod A", "--username"];
        await Refused(ExitCode.SecretUnusable, "This needs the password of the service's account.", "--password-file FILE", [.. install, "deploy"]);
        await Refused(ExitCode.Usage, "LocalService has no password.", "Leave the password out", [.. install, "LocalService", "--password-stdin"]);
        await Refused(ExitCode.IllegalValue, "'de*ploy' is not the name of an account.", "Name one as DOMAIN", [.. install, "de*ploy"]);
        await Refused(ExitCode.IllegalValue, @"'NT SERVICE\other' belongs to another service", "--username virtual.", [.. install, @"NT SERVICE\other"]);
        Machine.LogonRights.Unknown.Add(@"CONTOSO\gone$");
        await Refused(ExitCode.ServiceFailed, @"There is no account 'CONTOSO\gone$'", "Check its spelling.", [.. install, @"CONTOSO\gone$"]);
    }

    [TestMethod]
    public async Task What_a_service_is_changes_only_when_it_is_made_or_reconfigured() =>
        await Refused(ExitCode.Usage, "What a service is changes only with --install or --reconfigure.", "Add one of them.", "service", "--start", "--instance", "blue", "--username", "LocalService");

    [TestMethod]
    [DataRow("automatic", StartType.Automatic)]
    [DataRow("delayed", StartType.AutomaticDelayed)]
    [DataRow("Manual", StartType.Manual)]
    [DataRow("disabled", StartType.Disabled)]
    public async Task Start_type_is_as_asked(string word, StartType startType)
    {
        (await Install("--start-type", word)).Succeeded();

        Assert.AreEqual(startType, Machine.Services.Find(ProdA)!.StartType);
    }

    [TestMethod]
    public async Task Dependencies_and_no_recovery_are_as_asked()
    {
        (await Install("--depend-on", Blue, "--dependOn", Blue, "--no-recovery")).Succeeded();

        var service = Machine.Services.ReadConfiguration(ProdA);
        CollectionAssert.AreEqual(new[] { Blue }, service.DependsOn.ToArray());
        Assert.AreEqual(ServiceRecovery.None, service.Recovery);
    }

    [TestMethod]
    public async Task Dependency_that_is_not_there_is_refused() =>
        await Refused(ExitCode.IllegalValue, "There is no service 'MSSQL' to depend on.", "'sc query' shows it.", "service", "--install", "--instance", "Prod A", "--depend-on", "MSSQL");

    [TestMethod]
    public async Task Reconfigure_changes_what_is_said_and_keeps_the_rest()
    {
        Machine.Services.SetImagePath(Blue, $"{CliMachine.Executable} run --instance=\"blue\" --extra");
        Machine.Services.SetStartType(Blue, StartType.Manual);

        var result = (await Machine.Run("service", "--stop", "--reconfigure", "--instance", "blue", "--username", "NetworkService")).Succeeded();

        var service = Machine.Services.Find(Blue)!;
        Assert.AreEqual(
            (@"NT AUTHORITY\NetworkService", StartType.Manual, ServiceState.Stopped, $"\"{CliMachine.Executable}\" run --instance=\"blue\" --extra"),
            (service.Account, service.StartType, service.State, service.ImagePath));
        Assert.EndsWith(@"to run as NT AUTHORITY\NetworkService and not as LocalSystem", result.Lines[^1]);
        Assert.AreEqual(@"NT AUTHORITY\NetworkService", Machine.Protection.Accounts[Machine.Settings("blue").Home!].Name);
    }

    [TestMethod]
    public async Task Account_that_a_service_changes_to_gets_the_right_to_log_on()
    {
        (await Machine.Run("service", "--restart", "--reconfigure", "--instance", "blue", "--username", @"CONTOSO\tentacle$")).Succeeded();

        Assert.IsTrue(Machine.LogonRights.Has(ServiceAccount.Parse(@"CONTOSO\tentacle$")));
    }

    [TestMethod]
    public async Task Reconfigure_leaves_the_recovery_of_an_administrator_alone()
    {
        var own = new ServiceRecovery([TimeSpan.FromSeconds(5)], TimeSpan.FromHours(1));
        Machine.Services.Reconfigure(Blue, new() { Recovery = own });

        (await Machine.Run("service", "--reconfigure", "--instance", "blue", "--start-type", "manual")).Succeeded();
        Assert.AreEqual(own, Machine.Services.ReadConfiguration(Blue).Recovery);
        (await Machine.Run("service", "--reconfigure", "--instance", "blue", "--no-recovery")).Succeeded();

        Assert.AreEqual(ServiceRecovery.None, Machine.Services.ReadConfiguration(Blue).Recovery);
    }

    [TestMethod]
    public async Task Variable_of_the_environment_is_for_new_services_only()
    {
        Machine.Terminal.Variables["OCTOPUS_SERVICE_USERNAME"] = "deploy";

        (await Machine.Run("service", "--reconfigure", "--restart", "--instance", "blue")).Succeeded();

        Assert.AreEqual("LocalSystem", Machine.Services.Find(Blue)!.Account);
    }

    [TestMethod]
    public async Task Account_of_a_service_that_runs_changes_with_a_restart_only() =>
        await Refused(ExitCode.Conflict, "would lose its home to NT AUTHORITY\\LocalService.", "Add --restart, or --stop.", "service", "--reconfigure", "--instance", "blue", "--username", "LocalService");

    [TestMethod]
    public async Task Key_of_an_instance_goes_with_its_home_to_another_account()
    {
        var certificate = Path.Combine(Machine.Settings("blue").Home!, "Certificate");
        Directory.CreateDirectory(certificate);

        (await Machine.Run("service", "--restart", "--reconfigure", "--instance", "blue", "--username", "LocalService")).Succeeded();

        Assert.AreEqual(ServiceAccount.LocalService, Machine.Protection.Accounts[certificate]);
        Machine.Protection.Plant(certificate, "Somebody");
        Assert.AreEqual(ExitCode.ProblemsFound, (await Machine.Run("doctor")).ExitCode);
    }

    [TestMethod]
    public async Task Reconfigure_and_restart_in_one_command()
    {
        var before = Machine.Services.Find(Blue)!.ProcessId;

        (await Machine.Run("service", "--restart", "--reconfigure", "--instance", "blue", "--username", "LocalService")).Succeeded();

        Assert.AreNotEqual(before, Machine.Services.Find(Blue)!.ProcessId);
        Assert.Contains("reconfigure " + Blue, Machine.Services.Log);
    }

    [TestMethod]
    public async Task Home_that_others_share_keeps_its_rights_and_its_key_is_protected()
    {
        var parent = Machine.PathTo("Octopus");
        Machine.Add(CliMachine.Record("guest", Path.Combine(parent, "guest")), 10999);
        Machine.MoveTo("Prod A", parent);

        var result = await Install("--username", "LocalService");

        Assert.AreEqual(ExitCode.Success, result.ExitCode);
        Assert.Contains("is not its alone, so the rights to it stay as they are.", result.Error);
        Assert.IsFalse(Machine.Protection.Accounts.ContainsKey(parent));
        Assert.IsTrue(Machine.Protection.Accounts.ContainsKey(Path.Combine(parent, "Certificate")));
    }

    [TestMethod]
    public async Task Configuration_that_is_not_in_the_home_is_for_the_account_alone()
    {
        var file = Machine.PathTo("configurations", "far.config");
        (await Machine.Run("create-instance", "--instance", "far", "--config", file, "--home", Machine.PathTo("far"))).Succeeded();

        (await Machine.Run("service", "--install", "--instance", "far", "--username", "LocalService")).Succeeded();

        Assert.AreEqual(ServiceAccount.LocalService, Machine.Protection.Accounts[file]);
        Assert.IsFalse(Machine.Protection.Accounts.ContainsKey(Path.GetDirectoryName(file)!));

        Machine.Protection.Plant(file, "Somebody");
        Assert.Contains($"Somebody may use {Machine.PathTo("far")} and {file}, ", (await Machine.Run("doctor")).Output);
        Machine.Protection.Accounts.Clear();
        (await Machine.Run("configure", "--instance", "far", "--port", "10999")).Succeeded();

        // With the copy of what it said before, and not the home, which nobody has touched.
        CollectionAssert.AreEquivalent(new[] { file, file + ".previous" }, Machine.Protection.Accounts.Keys);
        Assert.DoesNotContain("Somebody", (await Machine.Run("doctor")).Output);
    }

    private Task<CliResult> Install(params string[] more) => Machine.Run(["service", "--install", "--instance", "Prod A", .. more]);
}
