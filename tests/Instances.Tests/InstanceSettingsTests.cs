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
    [DataRow("", null)]
    [DataRow("no", null)]
    [DataRow("-1", null)]
    [DataRow("0", null)]
    [DataRow("65535", 65535)]
    [DataRow("65536", null)]
    [DataRow("1e3", null)]
    [DataRow(" 80", null)]
    [DataRow("99999999999", null)]
    public void Port_is_one_that_can_be_listened_on_or_nothing(string text, int? port) =>
        Assert.AreEqual(port, new InstanceSettings(new Dictionary<string, string> { [PortKey] = text }).Port);

    [TestMethod]
    public void Values_are_stored_under_the_vendors_keys()
    {
        var settings = new InstanceSettings(new Dictionary<string, string>())
        {
            Home = @"C:\Octopus",
            Applications = @"C:\Octopus\Applications",
            Port = 10934,
        };

        CollectionAssert.AreEquivalent(
            new[]
            {
                KeyValuePair.Create("Octopus.Home", @"C:\Octopus"),
                KeyValuePair.Create("Tentacle.Deployment.ApplicationDirectory", @"C:\Octopus\Applications"),
                KeyValuePair.Create(PortKey, "10934"),
            },
            settings.Values.ToArray());
    }

    [TestMethod]
    public void Value_set_to_null_is_taken_away()
    {
        var settings = new InstanceSettings(new Dictionary<string, string>()) { Home = "x", Port = 1 };

        settings.Home = null;
        settings.Port = null;

        Assert.IsEmpty(settings.Values);
        Assert.IsNull(settings.Home);
        Assert.IsNull(settings.Port);
    }
}
