using Octopus.Cli;
using Octopus.Instances;
using Octopus.Lifecycle.Watch;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>Another name for an instance and its service; everything else stays.</summary>
[TestClass]
public sealed class RenameInstanceTests : CommandTest
{
    private const string Blue = "OctopusDeploy Tentacle: blue";
    private const string Green = "OctopusDeploy Tentacle: green";

    [TestMethod]
    public async Task Instance_keeps_its_settings_and_runs_again_under_the_new_name()
    {
        var settings = Machine.Settings("blue").Values.ToArray();

        var result = (await Rename("blue", "green")).Succeeded();

        var record = Machine.Store.Read().Instances.Single(instance => instance.Name == "green");
        Assert.AreEqual(Machine.Record("blue").ConfigurationFilePath, record.ConfigurationFilePath);
        CollectionAssert.AreEquivalent(settings, ConfigurationFile.Read(record).Values.ToArray());
        Assert.AreEqual((null, ServiceState.Running), (Machine.StateOf("blue"), Machine.StateOf("green")));
        Assert.StartsWith("green: started after", result.Lines[^1]);
        Assert.HasCount(2, Machine.Store.Read().Instances);
    }

    [TestMethod]
    public async Task Service_is_as_the_old_one_was()
    {
        Machine.Services.Reconfigure(Blue, new()
        {
            ImagePath = $"\"{CliMachine.Executable}\" run --instance=\"blue\" --extra",
            Account = ServiceAccount.NetworkService,
            StartType = StartType.Manual,
            DependsOn = ["RpcSs"],
            Recovery = ServiceRecovery.Default,
        });

        (await Rename("blue", "green")).Succeeded();

        var service = Machine.Services.ReadConfiguration(Green);
        Assert.AreEqual(
            (ServiceAccount.NetworkService, StartType.Manual, "RpcSs", ServiceRecovery.Default, $"\"{CliMachine.Executable}\" run --instance=\"green\" --extra"),
            (service.Account, service.StartType, string.Join(",", service.DependsOn), service.Recovery, service.ImagePath));
    }

    [TestMethod]
    public async Task Account_of_its_own_becomes_that_of_the_new_service()
    {
        Machine.Services.Reconfigure(Blue, new() { Account = ServiceAccount.Virtual(Blue) });

        (await Rename("blue", "green")).Succeeded();

        Assert.AreEqual(ServiceAccount.Virtual(Green), Machine.Services.ReadConfiguration(Green).Account);
        Assert.AreEqual(ServiceAccount.Virtual(Green), Machine.Protection.Accounts[ConfigurationFile.Read(Machine.Store.Read().Instances.Single(instance => instance.Name == "green")).Home!]);
    }

    [TestMethod]
    public async Task Account_with_a_password_needs_it_again()
    {
        Machine.Services.Reconfigure(Blue, new() { Account = ServiceAccount.Parse("deploy"), Password = new("hush") });
        await Refused(ExitCode.SecretUnusable, "This needs the password of the service's account.", "--password-file FILE", "rename-instance", "--instance", "blue", "--as", "green");
        Machine.Terminal.Input = "hush";
        Assert.EndsWith(" --as \"green\" --password \"********\"", (await Rename("blue", "green", "--password-stdin", "--what-if")).Succeeded().Lines[^1]);

        (await Rename("blue", "green", "--password-stdin")).Succeeded();

        Assert.IsNotNull(Machine.Services.PasswordOf(Green));
    }

    [TestMethod]
    public async Task Stopped_instance_stays_stopped()
    {
        Machine.AddService("Prod A", ServiceState.Stopped);

        (await Rename("Prod A", "Prod B")).Succeeded();

        Assert.AreEqual(ServiceState.Stopped, Machine.StateOf("Prod B"));
    }

    [TestMethod]
    [DataRow("PROD A")]
    [DataRow("prod-a")]
    public async Task Name_that_shares_the_file_is_no_other_instance(string name)
    {
        (await Rename("Prod A", name)).Succeeded();

        CollectionAssert.AreEquivalent(new[] { "blue", name }, Machine.Store.Read().Instances.Select(instance => instance.Name).ToArray());
    }

    [TestMethod]
    public async Task Other_case_keeps_the_service()
    {
        (await Rename("blue", "Blue")).Succeeded();

        Assert.AreEqual($"\"{CliMachine.Executable}\" run --instance=\"Blue\"", Machine.Services.Find(Blue)!.ImagePath);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
    }

    [TestMethod]
    public async Task Service_that_depends_on_it_is_named_with_what_to_do()
    {
        Machine.Services.Create(new("Monitor", "Monitor", "", "monitor.exe") { DependsOn = [Blue] });

        var result = await Rename("blue", "green");

        Assert.AreEqual(ExitCode.Success, result.ExitCode);
        Assert.Contains($"Change it with: sc.exe config \"Monitor\" depend= \"{Green}\".", Assert.ContainsSingle(result.ErrorLines));
    }

    [TestMethod]
    public async Task Names_that_are_taken_or_none_are_refused()
    {
        string[] rename = ["rename-instance", "--instance", "blue", "--as"];
        await Refused(ExitCode.AlreadyExists, "'prod-a' is too close to the existing instance 'Prod A'", "Choose another name.", [.. rename, "prod-a"]);
        await Refused(ExitCode.AlreadyExists, "The instance is called 'blue' already.", "Choose another name.", [.. rename, "blue"]);
        await Refused(ExitCode.IllegalName, "contains the character :", "Choose another name.", [.. rename, "a:b"]);
        Machine.Services.Create(new(Green, Green, "", "stranger.exe"));
        await Refused(ExitCode.Conflict, $"There is a service '{Green}' already.", "Choose another name, or remove it if nobody needs it.", [.. rename, "green"]);
    }

    [TestMethod]
    public async Task Instance_without_a_readable_configuration_can_be_renamed()
    {
        File.Delete(Machine.Record("Prod A").ConfigurationFilePath);

        (await Rename("Prod A", "Prod B")).Succeeded();

        Assert.Contains("Prod B", Machine.Store.Read().Instances.Select(instance => instance.Name));
    }

    [TestMethod]
    public async Task Instance_that_is_watched_by_name_is_watched_by_the_new_one()
    {
        (await Machine.Run("watchdog", "create", "--instances", "blue", "--instances", "Prod A")).Succeeded();

        (await Rename("BLUE", "green")).Succeeded();

        CollectionAssert.AreEquivalent(
            new[] { "green", "Prod A" },
            new WatchdogSettingsFile(Machine.Machine, Application.Tentacle).Read()!.Scope.Names.ToArray());
    }

    private Task<CliResult> Rename(string from, string to, params string[] more) =>
        Machine.Run(["rename-instance", "--instance", from, "--as", to, .. more]);
}
