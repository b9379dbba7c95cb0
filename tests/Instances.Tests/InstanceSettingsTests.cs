using Octopus.Instances;

namespace Octopus.Tests.Instances;

[TestClass]
public sealed class InstanceSettingsTests
{
    private const string PortKey = "Tentacle.Services.PortNumber";

    [TestMethod]
    [DataRow(1)]
    [DataRow(10933)]
    [DataRow(65535)]
    public void CheckPort_of_a_port_returns_it(int port) => Assert.AreEqual(port, InstanceSettings.CheckPort(port));

    [TestMethod]
    [DataRow(int.MinValue)]
    [DataRow(-1)]
    [DataRow(0)]
    [DataRow(65536)]
    [DataRow(int.MaxValue)]
    public void CheckPort_of_another_number_is_refused_with_the_range(int port)
    {
        var refusal = Assert.ThrowsExactly<InstanceException>(() => InstanceSettings.CheckPort(port));

        Assert.AreEqual(InstanceError.IllegalValue, refusal.Error);
        Assert.AreEqual($"{port} is not a TCP port. Choose one from 1 to 65535.", refusal.Message);
    }

    [TestMethod]
    [DataRow("10933", 10933)]
    [DataRow("", 10933)]
    [DataRow(" \n ", 10933)]
    [DataRow("no", null)]
    [DataRow("-1", null)]
    [DataRow("0", null)]
    [DataRow("65535", 65535)]
    [DataRow("65536", null)]
    [DataRow("1e3", null)]
    [DataRow(" 80", 80)]
    [DataRow("\r\n    10949\t\r\n  ", 10949)]
    [DataRow("109 49", null)]
    [DataRow("10933,10934", null)]
    [DataRow("99999999999", null)]
    public void Port_is_one_that_can_be_listened_on_or_nothing(string text, int? port)
    {
        var settings = new InstanceSettings(new Dictionary<string, string> { [PortKey] = text });

        Assert.AreEqual((port, port is null ? $"'{text}' is not a TCP port from 1 to 65535" : null), (settings.Port, settings.PortProblem));
    }

    [TestMethod]
    [DataRow("true", true)]
    [DataRow(" True\n", true)]
    [DataRow("1", true)]
    [DataRow("FALSE", false)]
    [DataRow("0", false)]
    [DataRow("", false)]
    [DataRow("yes", null)]
    public void Instance_that_does_not_listen_opens_no_port_and_what_is_no_answer_is_named(string text, bool? noListen)
    {
        var settings = new InstanceSettings(new Dictionary<string, string> { ["Tentacle.Services.NoListen"] = text, [PortKey] = "10960" });

        Assert.AreEqual(
            (noListen, noListen == true ? null : 10960, noListen is null ? "'yes' in Tentacle.Services.NoListen is neither true nor false" : null),
            (settings.NoListen, settings.OpenPort, settings.NoListenProblem));
    }

    [TestMethod]
    public void Blanks_around_any_value_are_none_of_it()
    {
        var settings = new InstanceSettings(new Dictionary<string, string>
        {
            ["Octopus.Home"] = "\n  C:\\Octopus\\Web\n",
            ["Tentacle.Services.ListenIP"] = " 10.1.2.3 ",
            ["Tentacle.Log.Level"] = "\tdebug ",
        });

        Assert.AreEqual(
            (@"C:\Octopus\Web", ListenAddress.Check("10.1.2.3"), AgentLogLevel.Debug),
            (settings.Home, settings.ListenAddress, settings.LogLevel));
    }

    [TestMethod]
    [DataRow(".", @"C:\Octopus\Rel", null)]
    [DataRow(@"D:\Octopus\", @"D:\Octopus", null)]
    [DataRow("", null, null)]
    [DataRow(@"%SystemDrive%\Octopus", null, @"'%SystemDrive%\Octopus' contains the variable %SystemDrive%, which nobody expands")]
    [DataRow(@"\\attacker\share", null, @"'\\attacker\share' is on another machine or names a device, and a folder of this machine is needed")]
    public void Home_is_a_full_path_or_none(string stored, string? home, string? problem)
    {
        var settings = new InstanceSettings(
            new Dictionary<string, string> { ["Octopus.Home"] = stored, ["Tentacle.Deployment.ApplicationDirectory"] = stored }, @"C:\Octopus\Rel\");

        Assert.AreEqual((home, problem, home), (settings.Home, settings.HomeProblem, settings.Applications));
    }

    [TestMethod]
    public void Settings_that_are_not_there_have_their_defaults()
    {
        var settings = new InstanceSettings(new Dictionary<string, string>());

        Assert.AreEqual(ListenAddress.Any, settings.ListenAddress);
        Assert.IsEmpty(settings.TrustedServers!.Thumbprints);
        Assert.IsNull(settings.LogLevel);
        Assert.AreEqual((InstanceSettings.DefaultPort, false), (settings.Port, settings.NoListen));
        Assert.IsTrue(new[] { settings.PortProblem, settings.NoListenProblem, settings.ListenAddressProblem, settings.LogLevelProblem, settings.HomeProblem }.All(problem => problem is null));
    }

    [TestMethod]
    public void Settings_that_cannot_be_understood_are_none()
    {
        var settings = new InstanceSettings(new Dictionary<string, string>
        {
            ["Tentacle.Services.ListenIP"] = "nowhere",
            ["Tentacle.Communication.TrustedOctopusServers"] = "everybody",
            ["Tentacle.Log.Level"] = "2",
        });

        Assert.IsNull(settings.ListenAddress);
        Assert.IsNull(settings.TrustedServers);
        Assert.IsNull(settings.LogLevel);
        Assert.AreEqual(("'nowhere' is not an IP address to listen on", "'2' is not a log level"), (settings.ListenAddressProblem, settings.LogLevelProblem));
    }

    [TestMethod]
    public void CheckLogLevel_takes_each_level_in_any_case()
    {
        foreach (var level in Enum.GetValues<AgentLogLevel>())
            Assert.AreEqual(level, InstanceSettings.CheckLogLevel(level.ToString().ToUpperInvariant()));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("2")]
    [DataRow("Info")]
    [DataRow("Debug, Error")]
    public void CheckLogLevel_of_another_word_is_refused_with_the_levels(string text)
    {
        var refusal = Assert.ThrowsExactly<InstanceException>(() => InstanceSettings.CheckLogLevel(text));

        Assert.AreEqual(InstanceError.IllegalValue, refusal.Error);
        Assert.AreEqual($"'{text}' is not a log level. Choose one of Verbose, Debug, Information, Warning, Error, Fatal.", refusal.Message);
    }

    [TestMethod]
    public void Values_are_stored_under_the_vendors_keys()
    {
        var settings = new InstanceSettings(new Dictionary<string, string>())
        {
            Home = @"C:\Octopus",
            Applications = @"C:\Octopus\Applications",
            Port = 10934,
            NoListen = true,
            ListenAddress = ListenAddress.Check("10.1.2.3"),
            TrustedServers = TrustedServers.None,
            LogLevel = AgentLogLevel.Debug,
        };

        CollectionAssert.AreEquivalent(
            new[]
            {
                KeyValuePair.Create("Octopus.Home", @"C:\Octopus"),
                KeyValuePair.Create("Tentacle.Deployment.ApplicationDirectory", @"C:\Octopus\Applications"),
                KeyValuePair.Create(PortKey, "10934"),
                KeyValuePair.Create("Tentacle.Services.NoListen", "True"),
                KeyValuePair.Create("Tentacle.Services.ListenIP", "10.1.2.3"),
                KeyValuePair.Create("Tentacle.Communication.TrustedOctopusServers", "[]"),
                KeyValuePair.Create("Tentacle.Log.Level", "Debug"),
            },
            settings.Values.ToArray());
    }

    [TestMethod]
    public void Unused_are_the_keys_of_the_vendors_that_ask_for_something_and_get_nothing()
    {
        var settings = new InstanceSettings(new Dictionary<string, string>
        {
            ["Octopus.Home"] = @"C:\Octopus",
            ["tentacle.services.portnumber"] = "10934",
            ["Tentacle.CertificateThumbprint"] = "0123",
            ["Tentacle.Services.NoListen"] = "false",
            ["Octopus.Proxy.ProxyHost"] = "proxy.contoso.com",
            ["Octopus.Proxy.ProxyPassword"] = " ",
            ["Octopus.Communications.Squid"] = "SQ-1",
        });

        CollectionAssert.AreEqual(new[] { "Octopus.Communications.Squid", "Octopus.Proxy.ProxyHost" }, settings.Unused.ToArray());
    }

    [TestMethod]
    public void Value_set_to_null_is_taken_away()
    {
        var settings = new InstanceSettings(new Dictionary<string, string>()) { Home = "x", Port = 1 };

        settings.Home = null;
        settings.Port = null;

        Assert.IsEmpty(settings.Values);
        Assert.IsNull(settings.Home);
        Assert.AreEqual(InstanceSettings.DefaultPort, settings.Port);
    }

    [TestMethod]
    public void Identity_is_forgotten_and_nothing_else()
    {
        var settings = new InstanceSettings(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Octopus.Home"] = "x",
            ["tentacle.certificate"] = "y",
            ["Tentacle.Communication.LastReceivedHandshake"] = "z",
        })
        {
            CertificateThumbprint = new('A', Thumbprint.Length),
        };

        settings.ForgetIdentity();

        Assert.AreEqual("Octopus.Home", settings.Values.Single().Key);
    }

    [TestMethod]
    [DataRow("77:75:1F:90:F9:EE:DC:EE:0C:0C:D8:4F:7A:3C:C7:26:AD:12:3F:A6", "77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6")]
    [DataRow("unknown", null)]
    [DataRow("", null)]
    public void Thumbprint_is_read_in_any_form_and_is_none_otherwise(string stored, string? thumbprint) =>
        Assert.AreEqual(thumbprint, new InstanceSettings(new Dictionary<string, string> { ["Tentacle.CertificateThumbprint"] = stored }).CertificateThumbprint);
}
