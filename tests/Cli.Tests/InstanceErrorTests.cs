using Octopus.Cli;
using Octopus.Instances;

namespace Octopus.Tests.Cli;

/// <summary>What the caller can put right about instances.</summary>
[TestClass]
public sealed class InstanceErrorTests : CommandTest
{
    [TestMethod]
    [DataRow("configure", "--port", "10950")]
    [DataRow("delete-instance")]
    [DataRow("service", "--start")]
    [DataRow("service", "--install")]
    public async Task Unknown_instance_is_named_with_those_there_are(string command, params string[] options)
    {
        await Refused(
            ExitCode.InstanceNotFound, "There is no instance 'nobody'. The instances are: blue, Prod A.",
            $"Create it with: {CliMachine.Called} create-instance --instance \"nobody\".", [command, .. options, "--instance", "nobody"]);
    }

    [TestMethod]
    [DataRow("configure", "--port", "10950")]
    [DataRow("delete-instance")]
    [DataRow("service", "--stop")]
    public async Task Unknown_default_instance_is_named_with_those_there_are(string command, params string[] options) =>
        await Refused(
            ExitCode.InstanceNotFound, "There is no default instance 'Tentacle'. The instances are: blue, Prod A.",
            "Name one with --instance", [command, .. options]);

    [TestMethod]
    public async Task Unknown_instance_on_a_machine_without_any_says_so()
    {
        Machine.Store.Remove("blue");
        Machine.Store.Remove("Prod A");

        await Refused(ExitCode.InstanceNotFound, "There are no instances yet.", "create-instance", "configure", "--port", "10950");
    }

    [TestMethod]
    [DataRow("Prod A", "There is an instance 'Prod A' already.")]
    [DataRow("PROD A", "There is an instance 'Prod A' already.")]
    [DataRow("prod-a", "'prod-a' is too close to the existing instance 'Prod A'")]
    public async Task Taken_name_is_refused(string name, string why) =>
        await Refused(ExitCode.AlreadyExists, why, "Choose another name.", "create-instance", "--instance", name);

    [TestMethod]
    [DataRow("a:b", "contains the character :")]
    [DataRow("NUL", "Windows reserves it")]
    [DataRow("", "it is empty")]
    [DataRow("a\tb", "control character U+0009")]
    [DataRow("%TEMP%", "contains the character %")]
    public async Task Illegal_name_is_refused(string name, string rule) =>
        await Refused(ExitCode.IllegalName, rule, "Choose another name.", "create-instance", "--instance", name);

    [TestMethod]
    [DataRow("0")]
    [DataRow("65536")]
    [DataRow("-1")]
    public async Task Port_out_of_range_is_refused(string port)
    {
        await Refused(ExitCode.IllegalValue, $"{port} is not a TCP port.", "from 1 to 65535.", "create-instance", "--instance", "new", "--port", port);
        await Refused(ExitCode.IllegalValue, $"{port} is not a TCP port.", "from 1 to 65535.", "configure", "--instance", "blue", "--port", port);
    }

    [TestMethod]
    public async Task Port_of_another_instance_is_refused_with_a_free_one()
    {
        Machine.PortsInUse.Add(10933);

        await Refused(ExitCode.Conflict, "Port 10940 belongs to instance 'Prod A'.", "10934 is free.", "create-instance", "--instance", "new", "--port", "10940");
        await Refused(ExitCode.Conflict, "Port 10940 belongs to instance 'Prod A'.", "10934 is free.", "configure", "--instance", "blue", "--port", "10940");
    }

    [TestMethod]
    public async Task Port_that_a_program_listens_on_is_refused()
    {
        Machine.PortsInUse.Add(10950);

        await Refused(ExitCode.Conflict, "Another program listens on port 10950.", "10933 is free.", "create-instance", "--instance", "new", "--port", "10950");
        await Refused(ExitCode.Conflict, "Another program listens on port 10950.", "10933 is free.", "configure", "--instance", "blue", "--port", "10950");
    }

    [TestMethod]
    public async Task Home_of_another_instance_is_refused_however_it_is_written()
    {
        var home = Machine.Settings("Prod A").Home!;
        var parent = Path.GetDirectoryName(home)!;
        string[] spellings = [home, home + Path.DirectorySeparatorChar, Path.Combine(parent, "x", "..", "prod-a"), Path.Combine(parent, "PROD-A")];
        foreach (var spelling in spellings)
        {
            await Refused(ExitCode.Conflict, "belongs to instance 'Prod A'.", "Choose another folder.", "create-instance", "--instance", "new", "--config", Machine.PathTo("new.config"), "--home", spelling);
            await Refused(ExitCode.Conflict, "belongs to instance 'Prod A'.", "Choose another folder.", "configure", "--instance", "blue", "--homedir", spelling);
        }
    }

    [TestMethod]
    public async Task Configuration_file_of_another_instance_is_refused() =>
        await Refused(
            ExitCode.Conflict, "belongs to instance 'Prod A'.", "Choose another file.",
            "create-instance", "--instance", "new", "--config", Machine.Record("Prod A").ConfigurationFilePath, "--home", Machine.PathTo("new"));

    [TestMethod]
    public async Task Configuration_file_that_is_there_is_not_written_over()
    {
        var file = Machine.PathTo("precious.config");
        await File.WriteAllTextAsync(file, "precious");

        await Refused(
            ExitCode.AlreadyExists, file, "or move it away.",
            "create-instance", "--instance", "new", "--config", file, "--home", Machine.PathTo("new"));
    }

    [TestMethod]
    [DataRow("configure", "--port", "10950")]
    [DataRow("service", "--install")]
    public async Task Missing_configuration_is_named(string command, params string[] options)
    {
        var file = Machine.Record("Prod A").ConfigurationFilePath;
        File.Delete(file);

        await Refused(
            ExitCode.ConfigurationUnusable, $"The configuration of instance 'Prod A', {file}, is missing.", "Restore it from a backup.",
            [command, .. options, "--instance", "Prod A"]);
    }

    [TestMethod]
    [DataRow("--start")]
    [DataRow("--restart")]
    public async Task Malformed_configuration_keeps_the_service_as_it_is(string verb)
    {
        await File.WriteAllTextAsync(Machine.Record("blue").ConfigurationFilePath, "<octopus-settings>");

        await Refused(ExitCode.ConfigurationUnusable, "is not well-formed XML at line 1", "Correct it, or restore it from a backup.", "service", verb, "--instance", "blue");
    }

    [TestMethod]
    public async Task Corrupt_record_of_the_wanted_instance_is_named_by_its_path()
    {
        var record = Path.Combine(Machine.Machine.Instances(Application.Tentacle), "prod-a.config");
        await File.WriteAllTextAsync(record, "{");

        await Refused(
            ExitCode.RecordUnreadable, $"The record of instance 'Prod A', {record}, is not valid JSON at line 1.", "Correct it.",
            "configure", "--port", "10950", "--instance", "Prod A");
        await File.WriteAllTextAsync($"{record}.previous", "{}");
        await Refused(
            ExitCode.RecordUnreadable, $"The record of instance 'Prod A', {record}, is not valid JSON at line 1.",
            $"Correct it, or restore it from {record}.previous.",
            "configure", "--port", "10950", "--instance", "Prod A");
        await Refused(ExitCode.AlreadyExists, record, "Correct it, or choose another name.", "create-instance", "--instance", "Prod A");
    }

    [TestMethod]
    public async Task Corrupt_record_beside_good_ones_is_reported_and_they_are_listed()
    {
        var record = Path.Combine(Machine.Machine.Instances(Application.Tentacle), "corrupt.config");
        await File.WriteAllTextAsync(record, "{");
        var before = Machine.Everything();

        var result = await Machine.Run("list-instances");

        Assert.AreEqual(ExitCode.RecordUnreadable, result.ExitCode);
        Assert.Contains("Prod A", result.Output);
        Assert.Contains("blue", result.Output);
        Assert.AreEqual($"{record} is not valid JSON at line 1. Correct it.", Assert.ContainsSingle(result.ErrorLines));
        Assert.AreEqual(before, Machine.Everything());
        (await Machine.Run("configure", "--app", Machine.PathTo("apps"), "--instance", "blue")).Succeeded();
    }

    [TestMethod]
    [DataRow("create-instance", "--instance", "new")]
    [DataRow("create-instance", "--instance", "a:b")]
    [DataRow("delete-instance", "--instance", "Prod A")]
    [DataRow("configure", "--instance", "blue", "--port", "10950")]
    [DataRow("service", "--install", "--instance", "Prod A")]
    [DataRow("service", "--uninstall", "--instance", "blue")]
    [DataRow("service", "--start", "--instance", "blue")]
    [DataRow("service", "--stop", "--instance", "blue")]
    [DataRow("service", "--restart", "--instance", "blue")]
    public async Task Changing_command_of_a_caller_who_is_not_elevated_is_refused(params string[] args)
    {
        Machine.IsElevated = false;

        await Refused(ExitCode.NotElevated, "needs an elevated administrator", "'Run as administrator'", args);
    }

    [TestMethod]
    [DataRow("list-instances")]
    [DataRow("list-instances", "--format", "json")]
    [DataRow("version")]
    [DataRow("help")]
    public async Task Asking_command_needs_no_elevation(params string[] args)
    {
        Machine.IsElevated = false;

        (await Machine.Run(args)).Succeeded();
    }

    [TestMethod]
    [DataRow("create-instance", "--instance", "new")]
    [DataRow("configure", "--instance", "blue", "--port", "10950")]
    [DataRow("doctor", "--fix")]
    public async Task Index_that_another_program_keeps_is_reported_as_busy(params string[] args)
    {
        Machine.Store = new BusyStore(Machine.Store);

        await Refused(ExitCode.Busy, "busy", "Try again.", args);
    }

    [TestMethod]
    public async Task Home_that_cannot_be_made_is_reported()
    {
        var file = Machine.PathTo("file");
        await File.WriteAllTextAsync(file, "");

        await Refused(ExitCode.FileAccess, file, "", "configure", "--instance", "blue", "--home", file);
    }

    [TestMethod]
    [DataRow("configure", "--instance", "blue", "--home", "")]
    [DataRow("configure", "--instance", "blue", "--app", "")]
    [DataRow("create-instance", "--instance", "new", "--home", "")]
    [DataRow("create-instance", "--instance", "new", "--config", "")]
    [DataRow("configure", "--instance", "blue", "--homedir", "  ")]
    public async Task Empty_path_is_refused(params string[] args)
    {
        var option = args[3] == "--homedir" ? "--home" : args[3];
        await Refused(ExitCode.IllegalValue, $"The path after {option} is empty.", $"or leave {option} out.", args);
    }

    [TestMethod]
    [DataRow("configure", "--port", "10950")]
    [DataRow("delete-instance")]
    [DataRow("service", "--start")]
    public async Task Empty_name_is_not_the_default_instance(string command, params string[] options)
    {
        foreach (var name in (string[])["", " "])
            await Refused(ExitCode.IllegalName, "The name after --instance is empty.", "Name an instance, or leave --instance out", [command, .. options, "--instance", name]);
    }

    [TestMethod]
    public async Task Configuration_file_that_is_a_folder_is_refused()
    {
        var folder = Machine.PathTo("folder") + Path.DirectorySeparatorChar;
        await Refused(ExitCode.IllegalValue, folder, "Name a file", "create-instance", "--instance", "new", "--config", folder);
        await Refused(ExitCode.IllegalValue, "is a folder", "Name a file", "create-instance", "--instance", "new", "--config", Path.GetPathRoot(folder)!);

        Directory.CreateDirectory(folder);
        await Refused(
            ExitCode.AlreadyExists, Machine.PathTo("folder"), "choose another one", "create-instance", "--instance", "new", "--config", Machine.PathTo("folder"));
    }

    [TestMethod]
    public async Task Record_of_another_instance_whose_path_is_none_is_in_nobodys_way()
    {
        Machine.Store.Add(new("broken", "a\0b"));

        var result = await Machine.Run("create-instance", "--instance", "new");

        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
        Assert.AreEqual("", result.Error);
        Assert.Contains("is no record: its configuration", Assert.ContainsSingle((await Machine.Run("list-instances")).ErrorLines));
    }

    [TestMethod]
    public async Task Unusable_configuration_of_another_instance_is_warned_about_once()
    {
        File.Delete(Machine.Record("Prod A").ConfigurationFilePath);

        var result = await Machine.Run("create-instance", "--instance", "new");

        Assert.AreEqual(ExitCode.Success, result.ExitCode);
        Assert.StartsWith("Warning: ", Assert.ContainsSingle(result.ErrorLines));
    }

    /// <summary>A store that another program never lets go of.</summary>
    private sealed class BusyStore(IInstanceStore inner) : IInstanceStore
    {
        public Application Application => inner.Application;

        public InstanceIndex Read() => inner.Read();

        public IDisposable Lock() => throw Busy();

        public void RequireFree(InstanceRecord record) => inner.RequireFree(record);

        public void Add(InstanceRecord record) => throw Busy();

        public void Rename(string name, InstanceRecord record) => throw Busy();

        public void Remove(string name) => throw Busy();

        private static InstanceException Busy() => new(InstanceError.Busy, "The index is busy. Try again.");
    }
}
