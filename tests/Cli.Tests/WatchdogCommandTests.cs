using System.Text.Json;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Lifecycle.Watch;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>The watchdog of a machine: made, changed, looked at, run and taken away.</summary>
[TestClass]
public sealed class WatchdogCommandTests : CommandTest
{
    private const string Service = "OctopusDeploy Watchdog Tentacle";

    private WatchdogSettingsFile File => new(Machine.Machine, Application.Tentacle);

    [TestMethod]
    public async Task Create_installs_and_starts_a_service_that_watches_all_every_five_minutes()
    {
        var result = (await Machine.Run("watchdog", "create")).Succeeded();

        var service = Machine.Services.Find(Service)!;
        Assert.AreEqual((ServiceState.Running, StartType.Automatic), (service.State, service.StartType));
        Assert.AreEqual($"\"{CliMachine.Executable}\" watchdog run", service.ImagePath);
        Assert.AreEqual(5, File.Read()!.Interval);
        Assert.IsTrue(File.Read()!.Scope.IsAll);
        Assert.AreEqual("The watchdog looks every 5 minutes at all instances", result.Lines[0]);
        Assert.AreEqual(ServiceRecovery.Default, Machine.Services.ReadConfiguration(Service).Recovery, "Nobody watches it but Windows.");
        Assert.IsEmpty(Machine.Health.Asked);
    }

    [TestMethod]
    public async Task Create_takes_the_folder_of_its_settings_over_from_whoever_could_write_them()
    {
        Machine.Protection.Plant(Path.GetDirectoryName(File.Path)!, "mallory");

        (await Machine.Run("watchdog", "create")).Succeeded();

        CollectionAssert.Contains(Machine.Protection.Protected, (Path.GetDirectoryName(File.Path)!, FolderAccess.ReadableByUsers));
    }

    [TestMethod]
    [DataRow("--create", "--interval=10", "--instances=blue,prod a")]
    [DataRow("--interval", "10", "--instances", "blue;prod a", "--create")]
    [DataRow("create", "--instances", "blue", "--interval", "10", "--instances", "prod a")]
    [DataRow("--CREATE", "--interval", "10", "--instances", " blue , prod a ,")]
    public async Task Create_understands_the_vendors_spelling_and_its_own(params string[] words)
    {
        (await Machine.Run(["watchdog", .. words])).Succeeded();

        Assert.AreEqual(10, File.Read()!.Interval);
        CollectionAssert.AreEqual(new[] { "blue", "prod a" }, File.Read()!.Scope.Names.ToArray());
    }

    [TestMethod]
    public async Task Create_takes_a_comma_for_part_of_a_name_where_there_is_such_an_instance()
    {
        Machine.Add("a, b & c", 10950).Add("a", 10951).Add("; d", 10952);

        (await Machine.Run("watchdog", "create", "--instances", "a, b & c,blue,a,; d")).Succeeded();

        CollectionAssert.AreEqual(new[] { "a, b & c", "blue", "a", "; d" }, File.Read()!.Scope.Names.ToArray());
    }

    [TestMethod]
    public async Task Create_a_second_time_changes_what_is_said_and_says_what_it_was()
    {
        (await Machine.Run("watchdog", "create", "--instances", "blue")).Succeeded();
        var process = Machine.Services.Find(Service)!.ProcessId;

        var result = (await Machine.Run("watchdog", "create", "--interval", "1")).Succeeded();

        Assert.AreEqual("The watchdog looks every minute at 'blue'; before: every 5 minutes at 'blue'", result.Lines[0]);
        Assert.ContainsSingle(Machine.Services.List().Where(service => service.Name.Contains("Watchdog", StringComparison.Ordinal)));
        Assert.AreNotEqual(process, Machine.Services.Find(Service)!.ProcessId, "It reads the new settings at once.");
    }

    [TestMethod]
    public async Task Create_as_it_is_already_changes_nothing()
    {
        (await Machine.Run("watchdog", "create")).Succeeded();
        var before = Machine.Everything();

        var result = (await Machine.Run("watchdog", "create", "--interval", "5", "--instances", "*")).Succeeded();

        Assert.AreEqual("The watchdog looks every 5 minutes at all instances already", Assert.ContainsSingle(result.Lines));
        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    public async Task Create_brings_back_one_that_was_stopped_and_disabled()
    {
        (await Machine.Run("watchdog", "create")).Succeeded();
        Machine.Services.Request(Service, ServiceRequest.Stop);
        Machine.Services.SetStartType(Service, StartType.Disabled);

        (await Machine.Run("watchdog", "create")).Succeeded();

        Assert.AreEqual((ServiceState.Running, StartType.Automatic), (Machine.Services.Find(Service)!.State, Machine.Services.Find(Service)!.StartType));
    }

    [TestMethod]
    public async Task Create_over_settings_that_cannot_be_used_writes_new_ones()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File.Path)!);
        await System.IO.File.WriteAllTextAsync(File.Path, "{");

        var result = await Machine.Run("watchdog", "create");

        Assert.AreEqual(ExitCode.Success, result.ExitCode);
        Assert.StartsWith("Warning: The settings of the watchdog", Assert.ContainsSingle(result.ErrorLines));
        Assert.AreEqual(5, File.Read()!.Interval);
    }

    [TestMethod]
    public async Task Create_warns_of_a_name_that_is_no_instance_and_goes_on()
    {
        var result = await Machine.Run("watchdog", "create", "--instances", "blue,Ghost");

        Assert.AreEqual(ExitCode.Success, result.ExitCode);
        Assert.Contains("there is no instance 'Ghost' yet", Assert.ContainsSingle(result.ErrorLines));
        CollectionAssert.AreEqual(new[] { "blue", "Ghost" }, File.Read()!.Scope.Names.ToArray());
    }

    [TestMethod]
    public async Task Create_beside_an_instance_of_the_name_Watchdog_touches_neither()
    {
        Machine.Add("Watchdog", 10950).AddService("Watchdog", ServiceState.Running);
        var process = Machine.Services.Find(Application.Tentacle.ServiceName("Watchdog"))!.ProcessId;

        (await Machine.Run("watchdog", "create")).Succeeded();
        (await Machine.Run("watchdog", "delete")).Succeeded();

        Assert.AreEqual(process, Machine.Services.Find(Application.Tentacle.ServiceName("Watchdog"))!.ProcessId);
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("1441")]
    [DataRow("-5")]
    [DataRow("5.5")]
    [DataRow("soon")]
    [DataRow("99999999999")]
    public async Task Create_with_an_interval_that_is_none_is_refused(string interval)
    {
        var result = await Machine.Run("watchdog", "create", "--interval", interval);

        Assert.AreEqual(ExitCode.Usage, result.ExitCode);
        Assert.Contains("from 1 to 1440 for --interval", result.Error);
        Assert.IsNull(Machine.Services.Find(Service));
    }

    [TestMethod]
    public async Task Create_with_an_option_in_place_of_names_is_refused()
    {
        var result = await Machine.Run("watchdog", "create", "--instances", "--interval", "5");

        Assert.AreEqual(ExitCode.Usage, result.ExitCode);
        Assert.IsNull(Machine.Services.Find(Service));
    }

    [TestMethod]
    public Task Create_with_no_name_at_all_is_refused() =>
        Refused(ExitCode.IllegalValue, "--instances", "or * for all", "watchdog", "create", "--instances", " , ");

    [TestMethod]
    [DataRow("create")]
    [DataRow("delete")]
    public async Task Service_of_its_name_that_runs_something_else_is_left_alone(string verb)
    {
        Machine.Services.Add(Service, @"""C:\Foreign.exe"" watchdog run", ServiceState.Running);

        await Refused(ExitCode.Conflict, @"runs ""C:\Foreign.exe"" watchdog run", "is left alone", "watchdog", verb);
    }

    [TestMethod]
    [DataRow("create")]
    [DataRow("delete")]
    public async Task Who_is_no_administrator_is_refused(string verb)
    {
        Machine.IsElevated = false;

        await Refused(ExitCode.NotElevated, "elevated administrator", "Run as administrator", "watchdog", verb);
    }

    [TestMethod]
    public async Task Create_while_an_installation_was_interrupted_is_refused()
    {
        Machine.Journal.Write(new() { Plan = new() { Id = "1" }, Owner = new(77, default) });

        await Refused(ExitCode.MaintenanceInProgress, "was interrupted", "maintenance recover", "watchdog", "create");
    }

    [TestMethod]
    public async Task Create_asked_what_it_would_do_changes_nothing_and_says_it_as_a_script()
    {
        var before = Machine.Everything();

        var result = (await Machine.Run("watchdog", "--create", "--instances", "prod a,blue", "--what-if")).Succeeded();

        Assert.AreEqual(before, Machine.Everything());
        Assert.AreEqual(
            $"\"{CliMachine.Executable}\" watchdog create --interval \"5\" --instances \"prod a\" --instances \"blue\"", result.Lines[^1]);
        Assert.Contains("rem Nothing has been changed. 'watchdog create' would:", result.Output);
        Assert.Contains($"Install the service '{Service}'", result.Output);
    }

    [TestMethod]
    public async Task Delete_takes_service_and_settings_and_leaves_the_instances()
    {
        (await Machine.Run("watchdog", "create")).Succeeded();

        (await Machine.Run("watchdog", "--delete")).Succeeded();

        Assert.IsNull(Machine.Services.Find(Service));
        Assert.IsNull(File.Read());
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
    }

    [TestMethod]
    public Task Delete_where_there_is_none_is_refused() =>
        Refused(ExitCode.ServiceNotInstalled, "There is no watchdog", "watchdog create", "watchdog", "delete");

    [TestMethod]
    public async Task Status_where_there_is_none_says_so() =>
        Assert.StartsWith("There is no watchdog on this machine.", (await Machine.Run("watchdog", "--status")).Succeeded().Output);

    [TestMethod]
    public async Task Status_needs_no_administrator_and_says_what_it_makes_of_each_instance()
    {
        (await Machine.Run("watchdog", "create", "--interval", "10", "--instances", "blue,Prod A")).Succeeded();
        Machine.Services.Kill(Application.Tentacle.ServiceName("blue"));
        Machine.IsElevated = false;

        var lines = (await Machine.Run("watchdog", "status")).Succeeded().Lines;

        CollectionAssert.AreEqual(
            new[]
            {
                $"The watchdog is Running, process {Machine.Services.Find(Service)!.ProcessId}.",
                "It looks every 10 minutes at blue, Prod A.",
                "  blue: ended with exit code 1067",
                "  Prod A: has no service",
            },
            lines);
    }

    [TestMethod]
    public async Task Status_tells_programs_the_same()
    {
        (await Machine.Run("watchdog", "create")).Succeeded();

        using var json = JsonDocument.Parse((await Machine.Run("watchdog", "status", "--format", "json")).Succeeded().Output);

        var status = json.RootElement;
        Assert.AreEqual("Running", status.GetProperty("State").GetString());
        Assert.AreEqual("*", status.GetProperty("Instances")[0].GetString());
        Assert.AreEqual(("blue", "Runs"), (status.GetProperty("Watched")[0].GetProperty("InstanceName").GetString(), status.GetProperty("Watched")[0].GetProperty("Verdict").GetString()));
        Assert.AreEqual(JsonValueKind.Null, status.GetProperty("Problem").ValueKind);
    }

    [TestMethod]
    public async Task Status_says_what_keeps_it_from_its_work()
    {
        (await Machine.Run("watchdog", "create")).Succeeded();
        Machine.Services.Request(Service, ServiceRequest.Stop);
        Assert.Contains("It does not run, so nothing is watched.", (await Machine.Run("watchdog", "status")).Succeeded().Output);

        Machine.Journal.Write(new() { Plan = new() { Id = "1" }, Owner = new(77, default) });
        Assert.Contains("was interrupted", (await Machine.Run("watchdog", "status")).Succeeded().Output);

        await System.IO.File.WriteAllTextAsync(File.Path, "{");
        Assert.Contains("cannot be used", (await Machine.Run("watchdog", "status")).Succeeded().Output);
    }

    [TestMethod]
    public async Task Run_starts_what_has_failed_and_ends_when_it_is_stopped()
    {
        (await Machine.Run("watchdog", "create")).Succeeded();
        Machine.Services.Kill(Application.Tentacle.ServiceName("blue"));
        Machine.RunsUntil = async () =>
        {
            for (var tries = 0; tries < 200 && Machine.StateOf("blue") != ServiceState.Running; tries++)
                await Task.Delay(50);
        };

        (await Machine.Run("watchdog", "run")).Succeeded();

        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
    }
}
