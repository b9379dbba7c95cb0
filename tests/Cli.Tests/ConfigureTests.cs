using Octopus.Cli;
using Octopus.Instances;

namespace Octopus.Tests.Cli;

/// <summary>configure: each setting, alone and together, of one instance and of several.</summary>
[TestClass]
public sealed class ConfigureTests : CertificateTest
{
    private const string One = "77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6";
    private const string Other = "9988776655443322111000AAABBBCCCDDDEEEFFF";

    [TestMethod]
    [DataRow("--listen-address")]
    [DataRow("--listenIpAddress")]
    public async Task Listen_address_is_set_and_set_back_to_any(string option)
    {
        (await Machine.Run("configure", "--instance", "blue", option, "10.1.2.3")).Succeeded();
        Assert.AreEqual(ListenAddress.Check("10.1.2.3"), Machine.Settings("blue").ListenAddress);

        (await Machine.Run("configure", "--instance", "blue", option, "any")).Succeeded();
        Assert.AreEqual(ListenAddress.Any, Machine.Settings("blue").ListenAddress);
    }

    [TestMethod]
    public async Task Address_that_the_machine_has_not_is_set_with_a_warning()
    {
        var result = await Machine.Run("configure", "--instance", "blue", "--listen-address", CliMachine.NoAddress.ToString());

        Assert.AreEqual(ExitCode.Success, result.ExitCode);
        Assert.AreEqual(
            "Warning: This machine has no address 192.0.2.1 now, and instance 'blue' does not start until it has. See that it is right.", result.ErrorLines.Single());
    }

    [TestMethod]
    public async Task Something_that_is_no_address_is_refused() =>
        await Refused(ExitCode.IllegalValue, "'nowhere' is not an address to listen on.", "'any' for all of them.", "configure", "--instance", "blue", "--listen-address", "nowhere");

    [TestMethod]
    public async Task Log_level_is_set_in_any_case_and_others_are_refused()
    {
        (await Machine.Run("configure", "--instance", "blue", "--log-level", "debug")).Succeeded();

        Assert.AreEqual(AgentLogLevel.Debug, Machine.Settings("blue").LogLevel);
        await Refused(ExitCode.IllegalValue, "'loud' is not a log level.", "Verbose, Debug, Information, Warning, Error, Fatal.", "configure", "--instance", "blue", "--log-level", "loud");
    }

    [TestMethod]
    public async Task Servers_are_trusted_and_trusted_no_longer()
    {
        (await Machine.Run("configure", "--instance", "blue", "--trust", One.ToLowerInvariant(), "--trust", Other)).Succeeded();
        CollectionAssert.AreEqual(new[] { One, Other }, Trusted("blue"));

        (await Machine.Run("configure", "--instance", "blue", "--remove-trust", One)).Succeeded();
        CollectionAssert.AreEqual(new[] { Other }, Trusted("blue"));
    }

    [TestMethod]
    public async Task Trust_is_reset_then_removed_then_added_in_whatever_order_it_is_said()
    {
        (await Machine.Run("configure", "--instance", "blue", "--trust", One)).Succeeded();

        (await Machine.Run("configure", "--instance", "blue", "--trust", Other, "--remove-trust", Other, "--reset-trust")).Succeeded();

        CollectionAssert.AreEqual(new[] { Other }, Trusted("blue"));
    }

    [TestMethod]
    public async Task Something_that_is_no_thumbprint_is_not_trusted() =>
        await Refused(ExitCode.IllegalValue, "'1234' is not a thumbprint.", "40 hexadecimal digits", "configure", "--instance", "blue", "--trust", "1234");

    [TestMethod]
    public async Task Trusted_servers_that_cannot_be_read_are_left_alone_until_they_are_reset()
    {
        var record = Machine.Record("blue");
        ConfigurationFile.Write(record, new(new Dictionary<string, string>(Machine.Settings("blue").Values) { ["Tentacle.Communication.TrustedOctopusServers"] = "everybody" }));

        await Refused(ExitCode.ConfigurationUnusable, record.ConfigurationFilePath, "--reset-trust.", "configure", "--instance", "blue", "--trust", One);
        (await Machine.Run("configure", "--instance", "blue", "--reset-trust", "--trust", One)).Succeeded();

        CollectionAssert.AreEqual(new[] { One }, Trusted("blue"));
    }

    [TestMethod]
    public async Task Every_instance_can_trust_the_same_server_at_once()
    {
        var result = (await Machine.Run("configure", "--instance", "*", "--trust", One, "--log-level", "Warning")).Succeeded();

        foreach (var instance in new[] { "blue", "Prod A" })
        {
            CollectionAssert.AreEqual(new[] { One }, Trusted(instance));
            Assert.Contains($"Instance '{instance}' configured. It reads the change when it starts: {CliMachine.Called} service --restart --instance \"{instance}\".", result.Lines);
        }
    }

    [TestMethod]
    [DataRow("--port", "11000")]
    [DataRow("--home", "x")]
    public async Task What_no_two_instances_share_is_of_one_instance(string option, string value) =>
        await Refused(ExitCode.Usage, "are for one instance each", "leave them out.", "configure", "--instance", "*", option, value);

    [TestMethod]
    public async Task Application_directory_is_shared_as_scripts_for_the_vendors_agent_have_it()
    {
        (await Machine.Run("configure", "--instance", "Prod A", "--app", Machine.PathTo("apps"))).Succeeded();
        (await Machine.Run("configure", "--instance", "*", "--app", Machine.PathTo("apps"))).Succeeded();

        Assert.AreEqual((Machine.PathTo("apps"), Machine.PathTo("apps")), (Machine.Settings("Prod A").Applications, Machine.Settings("blue").Applications));
    }

    [TestMethod]
    public async Task Settings_that_are_there_already_change_nothing()
    {
        var before = Machine.Everything();

        var result = (await Machine.Run("configure", "--instance", "blue", "--port", "10941", "--remove-trust", One)).Succeeded();

        Assert.AreEqual("Instance 'blue' has these settings already.", result.Lines.Single());
        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    public async Task Certificate_comes_along_to_a_new_home()
    {
        var certificate = Give("blue");

        (await Machine.Run("configure", "--instance", "blue", "--home", Machine.PathTo("new home"))).Succeeded();

        Assert.AreEqual(certificate.Thumbprint, FileOf("blue").Load().Thumbprint);
        Assert.StartsWith(Machine.PathTo("new home"), FileOf("blue").Path);
    }

    [TestMethod]
    public async Task Certificate_in_a_new_home_stays_the_one_that_is_there()
    {
        Give("blue");
        var there = Octopus.Certificates.AgentCertificate.Create("there", TimeProvider.System);
        new Octopus.Certificates.CertificateFile(Machine.PathTo("new home"), Machine.Protection, null).Save(there);

        (await Machine.Run("configure", "--instance", "blue", "--home", Machine.PathTo("new home"))).Succeeded();

        Assert.AreEqual(there.Thumbprint, FileOf("blue").Load().Thumbprint);
    }

    [TestMethod]
    public async Task What_if_says_what_each_setting_was_and_becomes()
    {
        var before = Machine.Everything();

        var result = (await Machine.Run(
            "configure", "--instance", "blue", "--port", "11000", "--listen-address", "10.1.2.3", "--trust", One, "--log-level", "Debug", "--what-if", "--shell", "cmd")).Succeeded();

        Assert.Contains("blue: Set the port to 11000; it was 10941", result.Output);
        Assert.Contains("blue: Set the listen address to 10.1.2.3; it was any", result.Output);
        Assert.Contains("blue: Set the log level to Debug", result.Output);
        Assert.Contains($"blue: Trust {One}", result.Output);
        Assert.EndsWith($" configure --instance blue --port 11000 --listen-address 10.1.2.3 --trust {One} --log-level Debug", result.Lines[^1].Replace("\"", "", StringComparison.Ordinal));
        Assert.AreEqual(before, Machine.Everything());
    }

    private string[] Trusted(string instance) => [.. Machine.Settings(instance).TrustedServers!.Thumbprints];

    [TestMethod]
    public async Task New_home_is_for_the_account_of_the_service()
    {
        Machine.Services.Reconfigure("OctopusDeploy Tentacle: blue", new() { Account = Octopus.Services.ServiceAccount.LocalService });

        (await Machine.Run("configure", "--instance", "blue", "--home", Machine.PathTo("new home"))).Succeeded();

        Assert.AreEqual(Octopus.Services.ServiceAccount.LocalService, Machine.Protection.Accounts[Machine.PathTo("new home")]);
    }
}
