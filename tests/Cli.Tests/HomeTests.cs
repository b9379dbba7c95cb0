using Octopus.Cli;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>
/// What administrators' commands do to a home: every command that changes rights there, deletes, replaces or moves, in every home that
/// is not proved to be the instance's.
/// </summary>
[TestClass]
public sealed class HomeTests : CommandTest
{
    private const string Variable = "OCTOPUS_BACKUP_PASSPHRASE";

    /// <summary>Why a home is not ours, by name; each makes it so.</summary>
    private static readonly Dictionary<string, Action<HomeTests>> Reasons = new()
    {
        ["only the configuration names it"] = test => test.Change(record => record with { Home = null }),
        ["no mark"] = test => File.Delete(HomeMark.PathIn(test.Home)),
        ["a mark that is none"] = test => File.WriteAllText(HomeMark.PathIn(test.Home), "{}"),
        ["the mark of another instance"] = test => new HomeMark("Tentacle", "blue").Write(test.Home),
        ["the mark of another application"] = test => new HomeMark("OctopusServer", "far").Write(test.Home),
        ["another drive"] = test => test.Machine.Places.Elsewhere.Add(test.Home),
        ["a link"] = test => Link(test.Home),
        ["behind a link"] = test => Link(Path.GetDirectoryName(test.Home)!),
        ["in Windows"] = test => test.Machine.Places.System.Add(Path.GetDirectoryName(test.Home)!),
        ["Windows itself"] = test => test.Machine.Places.System.Add(test.Home),
        ["holds Windows"] = test => test.Machine.Places.System.Add(Path.Combine(test.Home, "Logs")),
        ["another name of Windows"] = test => test.Machine.Places.TrueNames[test.Home] = @"C:\Windows",
    };

    /// <summary>Every command that would change something in a home.</summary>
    private static readonly string[] Acts =
    [
        "service --install --instance far --username LocalService",
        "service --reconfigure --instance far --username LocalService",
        "configure --port 12345 --instance far",
        "doctor --fix",
        "delete-instance --instance far --purge --yes",
        "restore --from BACKUP --overwrite --yes",
        "restore --from BACKUP --as again --home HOME --overwrite --yes",
        "new-certificate --instance far",
        "rename-instance --instance far --as near",
    ];

    public static IEnumerable<object[]> Everywhere => from reason in Reasons.Keys from act in Acts select new object[] { reason, act };

    private string Home => Path.GetFullPath(Machine.PathTo("..", "outside", "far"));

    public HomeTests() => Machine.Terminal.Variables[Variable] = "correct horse";

    [TestMethod]
    [DynamicData(nameof(Everywhere))]
    public async Task Home_that_is_not_proved_to_be_ours_is_not_touched(string reason, string act)
    {
        var backup = act.Contains("BACKUP", StringComparison.Ordinal) ? await Arrange(saved: true) : await Arrange(saved: false);
        if (!act.StartsWith("service --install", StringComparison.Ordinal))
        {
            Machine.AddService("far", ServiceState.Stopped);
            Machine.Protection.Plant(Home, "Somebody");
        }

        if (act.Contains("--as again", StringComparison.Ordinal))
            Machine.Store.Remove("far");
        if (reason != "only the configuration names it" || !act.Contains("--as again", StringComparison.Ordinal))
            Reasons[reason](this);
        else
            File.Delete(HomeMark.PathIn(Home));
        var before = Contents();

        await Machine.Run([.. act.Split(' ').Select(word => word switch { "BACKUP" => backup, "HOME" => Home, _ => word })]);

        Assert.AreEqual(before, Contents());
        Assert.AreEqual("", string.Join(", ", Machine.Protection.Protected.Select(done => done.Folder).Where(IsInHome)));
        Assert.AreEqual("", string.Join(", ", Machine.Removal.Deleted.Where(IsInHome)));
    }

    [TestMethod]
    [DynamicData(nameof(Places))]
    public async Task Folder_where_no_home_may_be_is_made_one_by_no_command(string place)
    {
        var backup = await Arrange(saved: true);
        var folder = Machine.PathTo(place);
        Machine.Places.System.Add(Machine.PathTo("system"));
        foreach (var command in new[] { "create-instance --instance new --home", "configure --instance far --home", "clone-instance --instance far --as new --home", $"restore --from {backup} --as new --overwrite --home" })
        {
            await Refused(ExitCode.Conflict, "cannot be the home of instance", "Choose another folder with --home.", [.. command.Split(' '), folder]);
        }
    }

    public static IEnumerable<object[]> Places =>
        new[] { ".", "Setup", "Setup/x", "Manager/x", "Tentacle", "Tentacle/Homes", "Tentacle/Instances", "Tentacle/Instances/x", "..", "../../..", "system", "system/x", "system/../system/x/." }
            .Select(place => new object[] { place });

    [TestMethod]
    public async Task Every_command_that_makes_or_moves_an_instance_writes_its_home_into_record_and_folder()
    {
        var backup = await Arrange(saved: true);
        foreach (var command in new[]
                 {
                     $"create-instance --instance new --home {Machine.PathTo("created")}",
                     $"clone-instance --instance far --as new --home {Machine.PathTo("cloned")}",
                     $"configure --instance new --home {Machine.PathTo("moved")}",
                     $"restore --from {backup} --as new --home {Machine.PathTo("restored")}",
                     "rename-instance --instance new --as newer",
                 })
        {
            var words = command.Split(' ');
            if (words[0] != "configure" && words[0] != "rename-instance" && Machine.Store.Read().Instances.Any(record => record.Name == "new"))
                Machine.Store.Remove("new");

            Assert.AreEqual((ExitCode.Success, ""), await Result(words), command);

            var record = Machine.Store.Read().Instances.Single(record => record.Name == (words[0] == "rename-instance" ? "newer" : "new"));
            Assert.AreEqual((words[0] == "rename-instance" ? Machine.PathTo("restored") : words[^1], new HomeMark("Tentacle", record.Name)), (record.Home, HomeMark.Read(record.Home!)), command);
            Assert.AreEqual(record.Home, ConfigurationFile.Read(record).Home, command);
        }
    }

    [TestMethod]
    public async Task Home_of_an_adopted_configuration_is_believed_where_an_administrator_would_name_it()
    {
        var file = Machine.PathTo("left", "Tentacle.config");
        ConfigurationFile.Write(new("x", file), new(new Dictionary<string, string>()) { Home = Home, Port = 11111 });

        await Refused(ExitCode.Conflict, $"names the home {Home}, which is not the folder that it is in.", "name it with: --home", "create-instance", "--instance", "x", "--config", file, "--adopt");

        (await Machine.Run("create-instance", "--instance", "x", "--config", file, "--adopt", "--home", Home)).Succeeded();
        Assert.AreEqual(Home, Machine.Store.Read().Instances.Single(record => record.Name == "x").Home);
    }

    [TestMethod]
    public async Task Folder_that_others_use_is_a_home_whose_rights_stay()
    {
        Directory.CreateDirectory(Home);
        await File.WriteAllTextAsync(Path.Combine(Home, "index.html"), "theirs");

        (await Machine.Run("create-instance", "--instance", "far", "--home", Home)).Succeeded();
        var installed = await Machine.Run("service", "--install", "--instance", "far", "--username", "LocalService");

        Assert.IsTrue(Machine.Store.Read().Instances.Single(record => record.Name == "far").SharesHome);
        Assert.Contains("is not its alone, so the rights to it stay as they are.", installed.Error);
        Assert.IsFalse(Machine.Protection.Accounts.ContainsKey(Home));
        Assert.IsTrue(Machine.Protection.Accounts.ContainsKey(Path.Combine(Home, "Certificate")) && Machine.Protection.Accounts.ContainsKey(Path.Combine(Home, "Logs")));
    }

    [TestMethod]
    [DataRow("Applications")]
    [DataRow("data/deployed")]
    [DataRow("Work/apps")]
    public async Task Applications_in_the_home_keep_their_rights_and_survive_restore_and_purge(string folder)
    {
        var applications = Path.Combine(Home, folder);
        await Arrange(saved: false);
        Write(Path.Combine(applications, "web", "web.config"), "1.0.3");
        Write(Path.Combine(Home, "data", "beside.txt"), "saved");
        (await Machine.Run("configure", "--instance", "far", "--app", applications)).Succeeded();
        Assert.AreEqual(ExitCode.Success, (await Machine.Run("service", "--install", "--instance", "far", "--username", "LocalService")).ExitCode);
        Assert.IsFalse(Machine.Protection.Accounts.Keys.Any(path => applications.StartsWith(path, StringComparison.OrdinalIgnoreCase)), string.Join(", ", Machine.Protection.Accounts.Keys));
        Assert.IsTrue(Machine.Protection.Accounts.ContainsKey(Path.Combine(Home, "Certificate")));
        var backup = await Save();
        Write(Path.Combine(applications, "web", "web.config"), "1.0.4");
        Write(Path.Combine(Home, "data", "beside.txt"), "changed");

        var restored = await Machine.Run("restore", "--from", backup, "--overwrite", "--yes");
        Assert.AreEqual(ExitCode.Success, restored.ExitCode, restored.Error);

        Assert.AreEqual("1.0.4", await File.ReadAllTextAsync(Path.Combine(applications, "web", "web.config")));
        Assert.AreEqual("saved", await File.ReadAllTextAsync(Path.Combine(Home, "data", "beside.txt")));
        Assert.AreEqual("the key", await File.ReadAllTextAsync(Path.Combine(Home, "Certificate", "agent.pem")));

        var purged = (await Machine.Run("delete-instance", "--instance", "far", "--purge", "--yes")).Succeeded();

        Assert.AreEqual("1.0.4", await File.ReadAllTextAsync(Path.Combine(applications, "web", "web.config")));
        Assert.Contains("Left there: ", purged.Output);
        Assert.Contains(folder.Split('/')[0], purged.Lines.Single(line => line.Contains("Left there: ", StringComparison.Ordinal)));
        Assert.IsFalse(Path.Exists(Path.Combine(Home, "Certificate")));
    }

    [TestMethod]
    public async Task Purge_takes_what_an_agent_makes_and_names_what_it_leaves()
    {
        await Arrange(saved: false);
        Write(Path.Combine(Home, "notes.txt"), "somebody's");
        Directory.CreateSymbolicLink(Path.Combine(Home, "Work"), Machine.PathTo("Tentacle", "Homes"));

        var planned = (await Machine.Run("delete-instance", "--instance", "far", "--purge", "--what-if")).Succeeded();
        var purged = (await Machine.Run("delete-instance", "--instance", "far", "--purge", "--yes")).Succeeded();

        Assert.Contains($"Delete {Path.Combine(Home, "Certificate")}", planned.Output);
        Assert.Contains($"Leave {Path.Combine(Home, "notes.txt")}", planned.Output);
        Assert.AreEqual($"far: what it has made in {Home} deleted. Left there: notes.txt, Work", purged.Lines[1]);
        CollectionAssert.AreEquivalent(new[] { "notes.txt", "Work" }, Directory.GetFileSystemEntries(Home).Select(Path.GetFileName).ToArray());
        Assert.IsTrue(Directory.Exists(Machine.Settings("blue").Home));
    }

    [TestMethod]
    [DataRow("configure --instance linked --port 12345", false)]
    [DataRow("configure --instance linked --log-level Debug", true)]
    [DataRow("doctor --fix", false)]
    [DataRow("doctor --fix", true)]
    public async Task Configuration_is_not_written_behind_a_link_that_the_account_could_have_made(string command, bool behindTheAdministrators)
    {
        (await Machine.Run("create-instance", "--instance", "linked", "--home", Home)).Succeeded();
        var file = Path.Combine(Home, "Tentacle.config");
        var record = Machine.Store.Read().Instances.Single(record => record.Name == "linked") with { ConfigurationFilePath = file };
        Machine.Store.Rename("linked", record);
        ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Home = Home, Port = 11000 });
        if (command == "doctor --fix")
        {
            File.Copy(file, file + AtomicFile.PreviousEnding, overwrite: true);
            await File.WriteAllTextAsync(file, "");
        }

        Link(Home);
        if (behindTheAdministrators)
            Link(Path.GetDirectoryName(Home)!);
        var before = Contents();

        var result = await Machine.Run(command.Split(' '));

        Assert.AreEqual(before, Contents());
        Assert.Contains($"lies behind {Home}, which is a link to another place", result.Output + result.Error);
    }

    private async Task<string> Arrange(bool saved)
    {
        var record = new InstanceRecord("far", Machine.PathTo("configurations", "far.config")) { Home = Home };
        Machine.Add(record, 11000);
        Write(Path.Combine(Home, "Certificate", "agent.pem"), "the key");
        Write(Path.Combine(Home, "Logs", "log.txt"), "a line");
        return saved ? await Save() : "";
    }

    private async Task<string> Save()
    {
        var result = await Machine.Run("backup", "--instance", "far", "--to", Machine.PathTo("backups"));
        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
        return Directory.GetFiles(Machine.PathTo("backups")).Single();
    }

    private void Change(Func<InstanceRecord, InstanceRecord> change)
    {
        if (Machine.Store.Read().Instances.FirstOrDefault(record => record.Name == "far") is { } record)
            Machine.Store.Rename("far", change(record));
    }

    // What is behind it is as good a home as any.
    private static void Link(string path)
    {
        Directory.Move(path, path + " behind");
        Directory.CreateSymbolicLink(path, path + " behind");
    }

    private string Contents() => string.Join('\n', Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {File.ReadAllText(file)}"));

    private bool IsInHome(string path) => path.StartsWith(Home, StringComparison.OrdinalIgnoreCase) || path.StartsWith(Path.GetDirectoryName(Home)! + " behind", StringComparison.OrdinalIgnoreCase);

    private async Task<(ExitCode, string)> Result(string[] args)
    {
        var result = await Machine.Run(args);
        return (result.ExitCode, result.Error);
    }

    private static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
