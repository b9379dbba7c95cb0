using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Commands;

/// <summary>The built executable on a real machine: one sentence that names the thing, its exit code, and nothing changed.</summary>
[TestClass, MachineTest]
public sealed class When_the_input_is_bad
{
    private static readonly Evidence Evidence = new(nameof(When_the_input_is_bad));
    private static readonly TentacleExe Tentacle = new(Path.Combine(Repository.Payload("1.1.0"), "Tentacle.exe"), Evidence);

    [ClassInitialize]
    public static async Task Arrange(TestContext _)
    {
        await CleanMachine.Make(Evidence);
        Tentacle.Do("create-instance", "--instance", "Prod A");
        Tentacle.Do("create-instance", "--instance", "blue");
    }

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(Evidence);

    [TestMethod]
    public void Unknown_instance() => Refused(ExitCode.InstanceNotFound, "'nobody'", "service", "--start", "--instance", "nobody");

    [TestMethod]
    public void No_default_instance() => Refused(ExitCode.InstanceNotFound, "'Tentacle'", "service", "--stop");

    [TestMethod]
    [DataRow("Prod A")]
    [DataRow("PROD A")]
    [DataRow("prod-a")]
    public void Name_taken_as_written_by_case_or_by_slug(string name) =>
        Refused(ExitCode.AlreadyExists, "'Prod A'", "create-instance", "--instance", name);

    [TestMethod]
    [DataRow("../escape")]
    [DataRow("a:b")]
    [DataRow("NUL")]
    [DataRow("trailing.")]
    public void Illegal_name(string name) => Refused(ExitCode.IllegalName, $"'{name}'", "create-instance", "--instance", name);

    [TestMethod]
    [DataRow("0")]
    [DataRow("65536")]
    public void Port_out_of_range(string port) => Refused(ExitCode.IllegalValue, port, "configure", "--port", port, "--instance", "blue");

    [TestMethod]
    public void Port_of_another_instance()
    {
        var taken = ConfigurationFile.Read(Record("Prod A")).Port!.Value.ToString(CultureInfo.InvariantCulture);
        Refused(ExitCode.Conflict, "'Prod A'", "configure", "--port", taken, "--instance", "blue");
    }

    [TestMethod]
    public void Port_of_another_program()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var taken = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        Refused(ExitCode.Conflict, taken, "configure", "--port", taken, "--instance", "blue");
    }

    [TestMethod]
    public void Home_of_another_instance() =>
        Refused(ExitCode.Conflict, "'Prod A'", "configure", "--home", ConfigurationFile.Read(Record("Prod A")).Home!, "--instance", "blue");

    [TestMethod]
    public void Missing_configuration_file()
    {
        var record = Record("blue");
        var aside = record.ConfigurationFilePath + ".aside";
        File.Move(record.ConfigurationFilePath, aside);
        try
        {
            Refused(ExitCode.ConfigurationUnusable, record.ConfigurationFilePath, "service", "--install", "--instance", "blue");
        }
        finally
        {
            File.Move(aside, record.ConfigurationFilePath);
        }
    }

    [TestMethod]
    public void Corrupt_record_beside_good_ones()
    {
        var corrupt = Path.Combine(MachineFolder.Current().Instances(Application.Tentacle), "broken.config");
        File.WriteAllText(corrupt, "{ \"Name\": ");
        try
        {
            var before = InstallFolder.Contents(MachineFolder.Current().Path);
            var result = Tentacle.Try("list-instances");
            Assert.AreEqual((int)ExitCode.RecordUnreadable, result.ExitCode);
            Assert.Contains("Prod A", result.Output);
            Assert.Contains("blue", result.Output);
            Assert.Contains(corrupt, result.Error);
            CollectionAssert.AreEqual(before, InstallFolder.Contents(MachineFolder.Current().Path));
        }
        finally
        {
            File.Delete(corrupt);
        }
    }

    [TestMethod]
    public void Unknown_option() => Refused(ExitCode.Usage, "--prot", "configure", "--prot", "1", "--instance", "blue");

    [TestMethod]
    public void No_service() => Refused(ExitCode.ServiceNotInstalled, "'blue'", "service", "--start", "--instance", "blue");

    [TestMethod]
    [DataRow("create-instance --instance new")]
    [DataRow("delete-instance --instance blue")]
    [DataRow("configure --port 20000 --instance blue")]
    [DataRow("service --install --instance blue")]
    public void Not_elevated(string arguments)
    {
        var files = InstallFolder.Contents(MachineFolder.Current().Path);
        var services = ServiceTable.Describe();
        var result = LimitedTentacle.Try(Path.Combine(Repository.Payload("1.1.0"), "Tentacle.exe"), arguments, Path.GetTempPath());
        Assert.AreEqual((int)ExitCode.NotElevated, result.ExitCode, result.Error);
        Assert.Contains("Run as administrator", result.Error);
        Assert.AreEqual(services, ServiceTable.Describe());
        CollectionAssert.AreEqual(files, InstallFolder.Contents(MachineFolder.Current().Path));
    }

    private static InstanceRecord Record(string name) =>
        new(name, Path.Combine(MachineFolder.Current().DefaultHome(Application.Tentacle, name), "Tentacle.config"));

    private static void Refused(ExitCode exitCode, string named, params string[] arguments)
    {
        var files = InstallFolder.Contents(MachineFolder.Current().Path);
        var services = ServiceTable.Describe();
        var result = Tentacle.Try(arguments);
        Assert.AreEqual((int)exitCode, result.ExitCode, result.Error);
        Assert.Contains(named, result.Error);
        Assert.AreEqual("", result.Output);
        Assert.AreEqual(services, ServiceTable.Describe());
        CollectionAssert.AreEqual(files, InstallFolder.Contents(MachineFolder.Current().Path));
    }
}
