using System.Text.Json;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Lifecycle.Health;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>A machine on which one thing is wrong: it is found, and what is said to mend it mends it.</summary>
[TestClass]
public sealed class DoctorTests : CommandTest
{
    private string Index => Machine.Machine.Instances(Application.Tentacle);

    public DoctorTests() => Machine.AddService("Prod A", ServiceState.Stopped);

    [TestMethod]
    public async Task Healthy_machine_has_nothing_to_mend()
    {
        var result = (await Machine.Run("doctor")).Succeeded();

        Assert.AreEqual("2 instances, nothing to mend.", Assert.ContainsSingle(result.Lines));
        Assert.AreEqual("[]", (await Machine.Run("doctor", "--format", "json")).Succeeded().Output.Trim());
    }

    [TestMethod]
    public async Task Port_of_two_instances()
    {
        Change("Prod A", settings => settings.Port = 10941);
        // The one that runs listens on it, and that is no other program.
        Machine.PortsInUse.Add(10941);

        await FoundAndMended("PortConflict", "Prod A", "Instances 'blue' and 'Prod A' have one port, 10941.", "configure --port \"10933\" --instance \"Prod A\"");
    }

    [TestMethod]
    public async Task Port_that_a_stranger_listens_on()
    {
        Machine.PortsInUse.Add(10940);

        await FoundAndMended("PortConflict", "Prod A", "Instance 'Prod A' is stopped, and another program listens on its port 10940.", "configure --port \"10933\" --instance \"Prod A\"");
    }

    [TestMethod]
    public async Task Port_of_an_instance_that_runs_is_its_own()
    {
        Machine.PortsInUse.Add(10941);

        (await Machine.Run("doctor")).Succeeded();
    }

    [TestMethod]
    public async Task Home_of_two_instances_however_it_is_written()
    {
        Machine.MoveTo("Prod A", Machine.Settings("blue").Home + Path.DirectorySeparatorChar);

        // Whose mark it carries is another finding.
        var finding = (await Doctor()).Single(found => found.GetProperty("Kind").GetString() == "FolderConflict");

        Assert.StartsWith("Instances 'blue' and 'Prod A' have one home, ", finding.GetProperty("Problem").GetString());
        Assert.EndsWith(", and so one certificate: to their servers they are the same.", finding.GetProperty("Problem").GetString()!);
        Assert.AreEqual($"{CliMachine.Called} configure --home FOLDER --instance \"Prod A\"", finding.GetProperty("Mend").GetString());
    }

    [TestMethod]
    public async Task Instance_without_a_service()
    {
        Machine.Add("idle", 11000);

        await FoundAndMended("ServiceMissing", "idle", "Instance 'idle' has no service", "service --install --instance \"idle\"");
    }

    [TestMethod]
    public async Task Service_without_a_record_whose_configuration_is_left()
    {
        Machine.Store.Remove("blue");

        await FoundAndMended("ServiceStray", "blue", "which has no record. Its configuration is still at", $"create-instance --instance \"blue\" --config \"{Machine.Record("blue").ConfigurationFilePath}\" --adopt");
    }

    [TestMethod]
    public async Task Service_without_a_record_or_anything_left()
    {
        Machine.AddService("gone", ServiceState.Stopped);

        Assert.AreEqual("sc.exe delete \"OctopusDeploy Tentacle: gone\"", (await Found("ServiceStray")).GetProperty("Mend").GetString());
    }

    [TestMethod]
    public async Task Second_service_of_an_instance()
    {
        Machine.Services.Add("Other", Application.ServiceCommandLine(CliMachine.Executable, "blue"), ServiceState.Stopped);

        Assert.AreEqual("sc.exe delete \"Other\"", (await Found("ServiceSecond")).GetProperty("Mend").GetString());
    }

    [TestMethod]
    public async Task Service_that_runs_is_never_advised_away()
    {
        Machine.AddService("gone", ServiceState.Running);
        Assert.AreEqual($"{CliMachine.Called} create-instance --instance \"gone\"", (await Found("ServiceStray")).GetProperty("Mend").GetString());

        Machine.Services.Request(Application.Tentacle.ServiceName("gone"), ServiceRequest.Stop);
        Machine.Services.Delete(Application.Tentacle.ServiceName("gone"));
        Machine.Services.Add("Other", Application.ServiceCommandLine(CliMachine.Executable, "Prod A"), ServiceState.Running);
        var second = await Found("ServiceSecond");

        Assert.AreEqual(JsonValueKind.Null, second.GetProperty("Mend").ValueKind);
        Assert.Contains("This is the one that runs", second.GetProperty("Problem").GetString()!);
    }

    [TestMethod]
    public async Task Service_whose_name_a_shell_would_change_has_a_line_for_each()
    {
        Machine.Services.Add("R$D `x`", Application.ServiceCommandLine(CliMachine.Executable, "blue"), ServiceState.Stopped);

        Assert.AreEqual(
            "sc.exe delete \"R$D `x`\" (in a command prompt), sc.exe delete 'R$D `x`' (in PowerShell)",
            (await Found("ServiceSecond")).GetProperty("Mend").GetString());
    }

    [TestMethod]
    public async Task Stranger_in_place_of_a_service()
    {
        Machine.Add("idle", 11000);
        Machine.Services.Add(Application.Tentacle.ServiceName("idle"), "\"C:\\stranger.exe\"", ServiceState.Running);

        Assert.Contains(@"runs C:\stranger.exe and not", (await Found("ServiceStranger")).GetProperty("Problem").GetString()!);
    }

    [TestMethod]
    public async Task Command_line_without_quotes_is_mended_safely_with_its_arguments()
    {
        Machine.Services.SetImagePath(Application.Tentacle.ServiceName("blue"), $"{CliMachine.Executable} run --instance=\"blue\" --verbose");
        Assert.Contains("has no quotes around a path with spaces", (await Found("ServiceImagePath")).GetProperty("Problem").GetString()!);

        var result = (await Machine.Run("doctor", "--fix")).Succeeded();

        Assert.AreEqual("2 instances, 1 problem mended.", result.Lines[^1]);
        Assert.AreEqual($"\"{CliMachine.Executable}\" run --instance=\"blue\" --verbose", Machine.Services.Find(Application.Tentacle.ServiceName("blue"))!.ImagePath);
        (await Machine.Run("doctor")).Succeeded();
    }

    [TestMethod]
    public async Task Service_of_one_instance_that_runs_another()
    {
        Machine.Services.SetImagePath(Application.Tentacle.ServiceName("Prod A"), Application.ServiceCommandLine(CliMachine.Executable, "nobody"));

        Assert.IsFalse((await Found("ServiceImagePath")).GetProperty("Safe").GetBoolean());
        await FoundAndMended("ServiceImagePath", "Prod A", "which is instance 'nobody'", "service --reconfigure --instance \"Prod A\"");
    }

    [TestMethod]
    [DataRow("--instance=\"Prod A\"")]
    [DataRow("service --start --instance=\"Prod A\"")]
    public async Task Service_that_runs_something_else_than_the_agent(string arguments)
    {
        Machine.Services.SetImagePath(Application.Tentacle.ServiceName("Prod A"), $"\"{CliMachine.Executable}\" {arguments}");

        await FoundAndMended("ServiceImagePath", "Prod A", $"{arguments}' and not '", "service --reconfigure --instance \"Prod A\"");
    }

    [TestMethod]
    public async Task Record_that_cannot_be_read_is_restored_from_its_previous_copy()
    {
        var record = Path.Combine(Index, "blue.config");
        File.Copy(record, record + ".previous");
        await File.WriteAllTextAsync(record, "{");
        Assert.Contains("is not valid JSON", (await Found("RecordUnreadable")).GetProperty("Problem").GetString()!);

        (await Machine.Run("doctor", "--fix")).Succeeded();

        Assert.AreEqual(Machine.Record("blue"), Machine.Store.Read().Instances.Single(instance => instance.Name == "blue"));
        (await Machine.Run("doctor")).Succeeded();
    }

    [TestMethod]
    public async Task Previous_copy_of_another_instance_is_not_taken()
    {
        var record = Path.Combine(Index, "green.config");
        await File.WriteAllTextAsync(record, "{");
        File.Copy(Path.Combine(Index, "blue.config"), record + ".previous");

        var finding = await Found("RecordUnreadable");

        Assert.AreEqual((JsonValueKind.Null, false), (finding.GetProperty("Mend").ValueKind, finding.GetProperty("Safe").GetBoolean()));
    }

    [TestMethod]
    public async Task Configuration_that_is_damaged_is_restored_from_its_previous_copy()
    {
        (await Machine.Run("configure", "--instance", "Prod A", "--port", "10942")).Succeeded();
        await File.WriteAllTextAsync(Machine.Record("Prod A").ConfigurationFilePath, "<");
        await Found("ConfigurationUnusable");

        (await Machine.Run("doctor", "--fix")).Succeeded();

        Assert.AreEqual(10940, Machine.Settings("Prod A").Port);
        (await Machine.Run("doctor")).Succeeded();
    }

    [TestMethod]
    public async Task Instance_that_runs_without_a_configuration_is_found_once()
    {
        await File.WriteAllTextAsync(Machine.Record("blue").ConfigurationFilePath, "<");
        Machine.Health.Behave("blue", _ => HealthAnswer.Silence("its configuration cannot be used"));

        await Found("ConfigurationUnusable");

        Assert.DoesNotContain("does not answer", (await Machine.Run("list-instances")).Output);
    }

    [TestMethod]
    public async Task Configuration_that_is_gone()
    {
        File.Delete(Machine.Record("Prod A").ConfigurationFilePath);

        // Its home, with who it is, is there.
        Assert.AreEqual(
            $"{CliMachine.Called} restore --from FOLDER --instance \"Prod A\" --overwrite --stop",
            (await Found("ConfigurationUnusable")).GetProperty("Mend").GetString());
    }

    [TestMethod]
    public async Task Instance_of_which_nothing_is_left()
    {
        Directory.Delete(Machine.Record("Prod A").Home!, recursive: true);

        await FoundAndMended("ConfigurationUnusable", "Prod A", "is missing", "delete-instance --instance \"Prod A\"", "--yes");
    }

    [TestMethod]
    public async Task Settings_that_are_missing()
    {
        Change("Prod A", settings => (settings.Port, settings.Home) = (0, null));
        Machine.Store.Rename("Prod A", Machine.Record("Prod A") with { Home = null });

        var findings = await Doctor();

        CollectionAssert.AreEqual(
            new[] { $"{CliMachine.Called} configure --port PORT --instance \"Prod A\"", $"{CliMachine.Called} configure --home FOLDER --instance \"Prod A\"" },
            findings.Select(finding => finding.GetProperty("Mend").GetString()).ToArray());
    }

    [TestMethod]
    public async Task Home_that_is_gone()
    {
        Machine.MoveTo("Prod A", Machine.PathTo("gone"));

        await FoundAndMended("HomeMissing", "Prod A", "is not there", $"configure --home \"{Machine.PathTo("gone")}\" --instance \"Prod A\"");
    }

    [TestMethod]
    public async Task Instance_that_runs_and_does_not_answer()
    {
        Machine.Health.Behave("blue", _ => HealthAnswer.Silence("nobody listens"));

        Assert.AreEqual($"{CliMachine.Called} service --restart --instance \"blue\"", (await Found("Unhealthy")).GetProperty("Mend").GetString());
    }

    [TestMethod]
    public async Task Somebody_else_who_answers()
    {
        Machine.Health.Behave("blue", truth => truth with { Instance = "Prod A", ProcessId = 77 });

        Assert.Contains("Process 77, which says it is instance 'Prod A', answers in place of 'blue'.", (await Found("Unhealthy")).GetProperty("Problem").GetString()!);
    }

    [TestMethod]
    public async Task Instance_that_still_runs_the_version_before()
    {
        Machine.Health.Version = "1.0.0";

        Assert.Contains("still runs version 1.0.0, and 1.2.3 is installed.", (await Found("VersionOutdated")).GetProperty("Problem").GetString()!);
    }

    [TestMethod]
    public async Task Folder_that_others_may_write_is_taken_back()
    {
        Machine.Protection.Plant(Index, "Somebody");
        Assert.StartsWith("Somebody may write", (await Found("Permissions")).GetProperty("Problem").GetString());

        (await Machine.Run("doctor", "--fix")).Succeeded();

        (await Machine.Run("doctor")).Succeeded();
    }

    [TestMethod]
    public async Task Home_that_others_may_use_is_kept_to_the_account_again()
    {
        (await Machine.Run("service", "--reconfigure", "--instance", "Prod A", "--username", "LocalService")).Succeeded();
        Machine.Protection.Plant(Machine.Settings("Prod A").Home!, "Somebody");
        await FoundAndMended("Permissions", "Prod A", "Somebody may use", "service --reconfigure --instance \"Prod A\"");
        Machine.Protection.Plant(Machine.Settings("Prod A").Home!, "Somebody");
        Machine.Protection.Accounts.Clear();

        (await Machine.Run("doctor", "--fix")).Succeeded();

        (await Machine.Run("doctor")).Succeeded();
        Assert.AreEqual(ServiceAccount.LocalService, Machine.Protection.Accounts[Machine.Settings("Prod A").Home!]);
    }

    [TestMethod]
    public async Task What_cannot_be_mended_says_why_and_is_left()
    {
        Machine.Protection.Plant(Index, "Somebody");
        Machine.Protection.Refusing.Add(Index);

        var result = await Machine.Run("doctor", "--fix");

        Assert.AreEqual(ExitCode.ProblemsFound, result.ExitCode);
        Assert.Contains("Not mended: ", result.Output);
        Assert.AreEqual("2 instances, 1 problem to mend.", result.Lines[^1]);
    }

    [TestMethod]
    public async Task Fix_that_is_only_looked_at_changes_nothing()
    {
        Machine.Protection.Plant(Index, "Somebody");
        var before = Machine.Everything();

        Assert.AreEqual(ExitCode.ProblemsFound, (await Machine.Run("doctor", "--fix", "--what-if")).ExitCode);

        Assert.AreEqual(before, Machine.Everything());
        Assert.IsEmpty(Machine.Protection.Protected.Where(done => done.Folder == Index));
    }

    [TestMethod]
    public async Task Half_an_examination_is_refused()
    {
        Machine.IsElevated = false;

        await Refused(ExitCode.NotElevated, "needs an elevated administrator.", "Run as administrator", "doctor");
    }

    [TestMethod]
    public async Task Application_directory_of_two_instances_is_no_problem()
    {
        Change("blue", settings => settings.Applications = Machine.PathTo("apps"));
        Change("Prod A", settings => settings.Applications = Machine.PathTo("apps", "."));

        (await Machine.Run("doctor")).Succeeded();
    }

    [TestMethod]
    public async Task Configuration_file_of_two_instances()
    {
        Machine.Store.Add(new("copy", Machine.Record("blue").ConfigurationFilePath));

        var finding = (await Doctor()).Single(found => found.GetProperty("Problem").GetString()!.Contains("have one configuration file, ", StringComparison.Ordinal));

        Assert.AreEqual(("copy", "FolderConflict", $"{CliMachine.Called} delete-instance --instance \"copy\""), (finding.GetProperty("InstanceName").GetString(), finding.GetProperty("Kind").GetString(), finding.GetProperty("Mend").GetString()));
    }

    private void Change(string instance, Action<InstanceSettings> change)
    {
        var settings = Machine.Settings(instance);
        change(settings);
        ConfigurationFile.Write(Machine.Record(instance), settings);
    }

    private async Task FoundAndMended(string kind, string instance, string problem, string mend, params string[] more)
    {
        var finding = await Found(kind);
        Assert.Contains(problem, finding.GetProperty("Problem").GetString()!);
        Assert.AreEqual((instance, $"{CliMachine.Called} {mend}"), (finding.GetProperty("InstanceName").GetString(), finding.GetProperty("Mend").GetString()));

        var words = mend.Split('"').SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        // What a person has to fill in is no command that a program runs.
        var arguments = finding.GetProperty("Arguments");
        if (words.Contains("FOLDER") || words.Contains("PORT"))
            Assert.AreEqual(JsonValueKind.Null, arguments.ValueKind);
        else
            CollectionAssert.AreEqual(words, arguments.EnumerateArray().Select(word => word.GetString()).ToList());
        (await Machine.Run([.. words, .. more])).Succeeded();

        (await Machine.Run("doctor")).Succeeded();
    }

    private async Task<JsonElement> Found(string kind)
    {
        var finding = Assert.ContainsSingle(await Doctor());
        Assert.AreEqual(kind, finding.GetProperty("Kind").GetString());
        return finding;
    }

    private async Task<JsonElement[]> Doctor()
    {
        var result = await Machine.Run("doctor", "--format", "json");
        Assert.AreEqual((ExitCode.ProblemsFound, ""), (result.ExitCode, result.Error));
        return [.. JsonDocument.Parse(result.Output).RootElement.EnumerateArray()];
    }
}
