using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle;

/// <summary>The reasons for which an instance that runs would not start again, one for each thing that it needs.</summary>
[TestClass]
public sealed class StartForecastTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestMachine machine = new();
    private readonly WholeInstances instances;
    private readonly FakeLogonRights rights = new();

    public StartForecastTests()
    {
        instances = new(machine.Services, folder);
        machine.Add("Prod A");
        machine.Add("other");
        _ = instances.Read();
    }

    public void Dispose() => folder.Dispose();

    private string Configuration => instances.ConfigurationOf("Prod A");

    [TestMethod]
    public void Instance_that_has_everything_starts_again() => Assert.IsEmpty(Look());

    [TestMethod]
    public void Record_that_is_not_there() => AssertReason(() => instances.Unrecorded.Add("Prod A"), "Instance 'Prod A' has no record.", "create-instance --adopt");

    [TestMethod]
    public void Record_that_cannot_be_read() => AssertReason(
        () =>
        {
            instances.Unrecorded.Add("Prod A");
            instances.Problems.Add(new("/Instances/prod-a.config", "is not valid JSON"));
        },
        "/Instances/prod-a.config, is not valid JSON");

    [TestMethod]
    public void Configuration_that_is_not_there() => AssertReason(() => File.Delete(Configuration), Configuration, "is missing");

    [TestMethod]
    public void Configuration_that_is_empty() => AssertReason(() => File.WriteAllText(Configuration, ""), Configuration, "is empty");

    [TestMethod]
    public void Configuration_that_is_cut() => AssertReason(() => File.WriteAllText(Configuration, File.ReadAllText(Configuration)[..^20]), Configuration, "not well-formed XML at line");

    [TestMethod]
    public void Configuration_in_which_nothing_is_left() => AssertReason(() => File.WriteAllText(Configuration, "<octopus-settings />"), Configuration, "sets no home", "configure --home");

    [TestMethod]
    public void Port_that_is_none() => AssertReason(() => Set("Tentacle.Services.PortNumber", "many"), Configuration, "sets no port", "configure --port");

    [TestMethod]
    public void Listen_address_that_is_none() => AssertReason(() => Set("Tentacle.Services.ListenIP", "nowhere at all"), Configuration, "listen address");

    [TestMethod]
    public void Port_that_another_instance_has_too()
    {
        instances.Configure("Prod A", settings => settings.Port = ConfigurationFile.Read(new("other", instances.ConfigurationOf("other"))).Port);

        var obstacles = Look();

        Assert.HasCount(2, obstacles);
        Assert.IsTrue(obstacles.All(obstacle => obstacle.Reason.Contains("'Prod A'", StringComparison.Ordinal) && obstacle.Reason.Contains("'other'", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Port_of_an_instance_that_stays_stopped_is_free()
    {
        instances.Configure("Prod A", settings => settings.Port = ConfigurationFile.Read(new("other", instances.ConfigurationOf("other"))).Port);

        Assert.IsEmpty(Forecast.Look([machine.Record("Prod A")]));
    }

    [TestMethod]
    public void Certificate_that_is_not_there() => AssertReason(() => File.Delete(instances.CertificateOf("Prod A")), instances.CertificateOf("Prod A"), "is missing");

    [TestMethod]
    [DataRow("")]
    [DataRow("-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n")]
    [DataRow("-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n-----BEGIN RSA PRIVATE KEY-----\nMI")]
    public void Certificate_that_is_not_whole(string left) => AssertReason(() => File.WriteAllText(instances.CertificateOf("Prod A"), left), instances.CertificateOf("Prod A"), "is not whole");

    [TestMethod]
    public void Certificate_that_is_in_the_vendors_configuration_is_there()
    {
        File.Delete(instances.CertificateOf("Prod A"));
        Set("Tentacle.Certificate", "AQAAANCMnd8BFdERjHoAwE");

        Assert.IsEmpty(Look());
    }

    [TestMethod]
    public void Account_that_Windows_does_not_find()
    {
        var service = TestMachine.ServiceOf("Prod A");
        machine.Services.Reconfigure(service, new() { Account = ServiceAccount.Parse(@"CONTOSO\gone"), Password = new("secret") });
        rights.Unknown.Add(@"CONTOSO\gone");

        AssertReason(() => { }, @"CONTOSO\gone", service);
    }

    [TestMethod]
    public void What_cannot_be_read_of_the_service_is_no_reason()
    {
        machine.Services.Secrets.Add(TestMachine.ServiceOf("Prod A"));

        Assert.IsEmpty(Look());
    }

    private StartForecast Forecast => new(instances, machine.Services, rights);

    private IReadOnlyList<StartObstacle> Look() => Forecast.Look([machine.Record("other"), machine.Record("Prod A")]);

    private void Set(string key, string value)
    {
        var record = new InstanceRecord("Prod A", Configuration);
        var values = ConfigurationFile.Read(record).Values.ToDictionary(pair => pair.Key, pair => pair.Value);
        values[key] = value;
        ConfigurationFile.Write(record, new(values));
    }

    private void AssertReason(Action change, params string[] parts)
    {
        change();
        var obstacle = Assert.ContainsSingle(Look());
        Assert.AreEqual("Prod A", obstacle.State.Instance);
        foreach (var part in parts.Append("'Prod A'"))
            Assert.Contains(part, obstacle.Reason);
    }
}
