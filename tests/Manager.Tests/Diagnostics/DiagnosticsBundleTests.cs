using System.IO.Compression;
using Octopus.Cli.Instances;
using Octopus.Instances;
using Octopus.Manager.Commands;
using Octopus.Manager.Diagnostics;
using Octopus.Manager.Logs;
using Octopus.Tests.Cli;
using Octopus.Tests.Manager.Journeys;

namespace Octopus.Tests.Manager.Diagnostics;

/// <summary>What is in a bundle, whatever the account of the instance has put in the way.</summary>
[TestClass]
public sealed class DiagnosticsBundleTests : IDisposable
{
    /// <summary>What stands in every secret of these tests, and in nothing else.</summary>
    private const string Mark = "s3cr3t";

    private readonly CliMachine machine = Machines.WithFour();

    public TestContext TestContext { get; set; } = null!;

    private string Home => machine.Settings("Prod A").Home!;

    private string Logs => Path.Combine(Home, "Logs");

    public void Dispose() => machine.Dispose();

    [TestMethod]
    public async Task No_secret_of_an_instance_is_in_it()
    {
        var record = machine.Record("Prod A");
        var settings = ConfigurationFile.Read(record).Values.ToDictionary(setting => setting.Key, setting => setting.Value);
        foreach (var key in new[]
                 {
                     "Tentacle.Certificate", "Octopus.Proxy.ProxyPassword", "Octopus.Storage.MasterKey", "Octopus.Server.ApiKey", "Tentacle.Communication.LastHandshake",
                     "Some.PrivateKey", "Some.AccessToken", "Some.ClientSecret", "Some.Passphrase", "Octopus.Storage.ExternalDatabaseConnectionString",
                 })
            settings[key] = Mark;
        ConfigurationFile.Write(record, new(settings));
        await machine.Run("new-certificate", "--instance", "Prod A");
        Write(Path.Combine(Home, "Certificate", "old.pem"), Mark);

        var bundle = await Make();

        Assert.Contains("\"Tentacle\"", bundle["configuration.json"]);
        NoSecretIn(bundle);
    }

    [TestMethod]
    [DataRow("agent.pem")]
    [DataRow("OctopusTentacle.pem")]
    [DataRow("OctopusTentacle.txt.pem")]
    [DataRow("OctopusTentacle.txt\n.pem")]
    [DataRow("OctopusTentacle secret.txt")]
    [DataRow("xOctopusTentacle.txt")]
    public async Task File_that_is_no_log_of_ours_is_not_in_it(string name)
    {
        Write(Path.Combine(Logs, name), Mark);
        Write(Path.Combine(Logs, "OctopusTentacle20261127_001.txt"), "a line");

        var bundle = await Make();

        Assert.AreEqual("a line", bundle["logs/OctopusTentacle20261127_001.txt"]);
        Assert.ContainsSingle(part => part.Key.StartsWith("logs/", StringComparison.Ordinal), bundle);
        NoSecretIn(bundle);
    }

    [TestMethod]
    public async Task Link_in_place_of_the_logs_is_not_followed_and_named()
    {
        Write(Path.Combine(machine.Settings("Prod B").Home!, "Certificate", "OctopusTentacle.txt"), Mark);
        Directory.CreateSymbolicLink(Logs, Path.Combine(machine.Settings("Prod B").Home!, "Certificate"));

        var bundle = await Make();

        Assert.Contains(Logs, bundle["logs.errors.txt"]);
        Assert.Contains("\"State\": \"Running\"", bundle["instances.json"]);
        NoSecretIn(bundle);
    }

    [TestMethod]
    public async Task Link_in_place_of_a_log_is_not_followed_and_the_others_are_there()
    {
        var secret = Path.Combine(machine.Settings("Prod B").Home!, "Certificate", "agent.pem");
        Write(secret, Mark);
        Write(Path.Combine(Logs, "OctopusTentacle1.txt"), "a line");
        File.CreateSymbolicLink(Path.Combine(Logs, "OctopusTentacle2.txt"), secret);
        Write(Path.Combine(Logs, "OctopusTentacle3.txt"), Mark);
        machine.UntrustedFiles.SecondNames.Add(Path.Combine(Logs, "OctopusTentacle3.txt"));

        var bundle = await Make();

        Assert.AreEqual("a line", bundle["logs/OctopusTentacle1.txt"]);
        Assert.Contains(Path.Combine(Logs, "OctopusTentacle2.txt"), bundle["logs.errors.txt"]);
        Assert.Contains(Path.Combine(Logs, "OctopusTentacle3.txt"), bundle["logs.errors.txt"]);
        NoSecretIn(bundle);
    }

    [TestMethod]
    public async Task Of_a_log_the_end_is_in_it()
    {
        Write(Path.Combine(Logs, "OctopusTentacle.txt"), Mark + new string('x', DiagnosticsBundle.MostOfALog));

        NoSecretIn(await Make());
    }

    private static void NoSecretIn(IReadOnlyDictionary<string, string> bundle)
    {
        foreach (var (name, content) in bundle)
        {
            Assert.DoesNotContain(Mark, content, name);
            Assert.DoesNotContain("PRIVATE KEY", content, name);
        }
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private async Task<Dictionary<string, string>> Make()
    {
        var runner = new CommandRunner(machine.Host);
        var rows = await runner.Ask(["list-instances"], InstanceRowJson.Default.IReadOnlyListInstanceRow, TestContext.CancellationToken);
        await using var file = await new DiagnosticsBundle(runner, machine.Host, new LogFiles(machine.Host))
            .Make(rows.Value!.Single(row => row.InstanceName == "Prod A"), TestContext.CancellationToken);
        await using var zip = new ZipArchive(file);
        var parts = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(TestContext.CancellationToken));
            parts[entry.FullName] = await reader.ReadToEndAsync(TestContext.CancellationToken);
        }

        return parts;
    }
}
