using System.Text.Json;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>Instances whose configuration says NoListen: they have a port in it, as the vendor's have, and open none.</summary>
[TestClass]
public sealed class ClosedInstanceTests : CommandTest
{
    [TestMethod]
    public async Task Several_of_one_port_and_one_that_listens_on_it_are_in_nobodys_way()
    {
        AddClosed("Poll 1", 10941);
        AddClosed("Poll 2", 10941);
        Machine.AddService("Prod A", ServiceState.Stopped).AddService("Poll 1", ServiceState.Running).AddService("Poll 2", ServiceState.Stopped);
        Machine.PortsInUse.Add(10941);

        Assert.AreEqual("4 instances, nothing to mend.", Assert.ContainsSingle((await Machine.Run("doctor")).Succeeded().Lines));

        var rows = await List();
        Assert.AreEqual((JsonValueKind.Null, "Healthy"), (rows["Poll 1"].GetProperty("Port").ValueKind, rows["Poll 1"].GetProperty("Health").GetString()));
        Assert.AreEqual(10941, rows["blue"].GetProperty("Port").GetInt32());
    }

    [TestMethod]
    public async Task Port_of_one_is_free_for_an_instance_that_listens()
    {
        AddClosed("Poll 1", 10933);

        (await Machine.Run("create-instance", "--instance", "new")).Succeeded();

        Assert.AreEqual(10933, Machine.Settings("new").OpenPort);
    }

    [TestMethod]
    public async Task Instance_is_told_to_open_no_port_and_to_open_it_again()
    {
        (await Machine.Run("Configure", "-instance", "blue", "-noListen", "True", "-port", "10940")).Succeeded();
        Assert.AreEqual((true, 10940, null), (Machine.Settings("blue").NoListen, Machine.Settings("blue").Port, Machine.Settings("blue").OpenPort));

        await Refused(ExitCode.Conflict, "Port 10940 belongs to instance 'Prod A'.", "Choose another one; 10933 is free.", "configure", "--instance", "blue", "--noListen", "false");

        (await Machine.Run("configure", "--instance", "blue", "--noListen", "false", "--port", "10942")).Succeeded();
        Assert.AreEqual(10942, Machine.Settings("blue").OpenPort);
    }

    [TestMethod]
    public async Task Plan_says_it_and_its_script_does_it()
    {
        var plan = (await Machine.Run("configure", "--instance", "blue", "--noListen", "true", "--what-if")).Succeeded();

        Assert.Contains("Set the NoListen setting to True; it was False", plan.Output);
        Assert.Contains("--noListen \"True\"", plan.Output);
    }

    [TestMethod]
    public async Task All_are_closed_at_once_and_opened_one_by_one()
    {
        (await Machine.Run("configure", "--instance", "*", "--noListen", "true")).Succeeded();
        Assert.IsTrue(new[] { "blue", "Prod A" }.All(instance => Machine.Settings(instance).NoListen == true));

        await Refused(ExitCode.Usage, "--noListen false", "Name one with --instance", "configure", "--instance", "*", "--noListen", "false");
    }

    [TestMethod]
    public async Task Who_may_not_ask_over_its_pipe_is_told_nothing_and_sees_no_problem()
    {
        AddClosed("Poll 1", 10933);
        Machine.AddService("Poll 1", ServiceState.Running);
        Machine.IsElevated = false;

        var row = (await List())["Poll 1"];

        Assert.AreEqual(("Unknown", JsonValueKind.Null), (row.GetProperty("Health").GetString(), row.GetProperty("Problem").ValueKind));
        Assert.DoesNotContain("Poll 1", Machine.Health.Asked);
    }

    [TestMethod]
    [DataRow("Tentacle.Services.NoListen", "perhaps", "'perhaps' in Tentacle.Services.NoListen is neither true nor false", "configure --noListen true|false --instance \"blue\"")]
    [DataRow("Tentacle.Services.PortNumber", "10933;10934", "'10933;10934' is not a TCP port from 1 to 65535", "configure --port PORT --instance \"blue\"")]
    [DataRow("Tentacle.Services.ListenIP", "eth0", "'eth0' is not an IP address to listen on", "configure --listen-address IP|any --instance \"blue\"")]
    [DataRow("Tentacle.Log.Level", "Loud", "'Loud' is not a log level", "configure --log-level LEVEL --instance \"blue\"")]
    public async Task Value_that_is_none_is_named_by_doctor_with_its_file(string key, string value, string problem, string mend)
    {
        Machine.AddService("Prod A", ServiceState.Stopped);
        var values = Machine.Settings("blue").Values.ToDictionary(setting => setting.Key, setting => setting.Value);
        values[key] = value;
        ConfigurationFile.Write(Machine.Record("blue"), new(values));

        using var answer = JsonDocument.Parse((await Machine.Run("doctor", "--format", "json")).Output);

        var finding = Assert.ContainsSingle(answer.RootElement.EnumerateArray());
        Assert.AreEqual(
            ("SettingMissing", $"In the configuration of instance 'blue', {Machine.Record("blue").ConfigurationFilePath}, {problem}.", $"{CliMachine.Called} {mend}"),
            (finding.GetProperty("Kind").GetString(), finding.GetProperty("Problem").GetString(), finding.GetProperty("Mend").GetString()));
    }

    [TestMethod]
    public async Task Instance_that_names_no_port_has_the_vendors_and_keeps_it()
    {
        ConfigurationFile.Write(Machine.Record("blue"), new(new Dictionary<string, string>()) { Home = Machine.Record("blue").Home });

        Assert.AreEqual(10933, (await List())["blue"].GetProperty("Port").GetInt32());
        await Refused(ExitCode.Conflict, "Port 10933 belongs to instance 'blue'.", "10934 is free.", "configure", "--instance", "Prod A", "--port", "10933");
        (await Machine.Run("create-instance", "--instance", "new")).Succeeded();
        Assert.AreEqual(10934, Machine.Settings("new").Port);
    }

    [TestMethod]
    public async Task Port_of_one_is_a_port_all_the_same()
    {
        AddClosed("Poll 1", 10933);

        await Refused(ExitCode.IllegalValue, "70000 is not a TCP port.", "from 1 to 65535.", "configure", "--instance", "Poll 1", "--port", "70000");
    }

    private void AddClosed(string instance, int port)
    {
        Machine.Add(instance, port);
        var settings = Machine.Settings(instance);
        settings.NoListen = true;
        ConfigurationFile.Write(Machine.Record(instance), settings);
    }

    private async Task<Dictionary<string, JsonElement>> List() =>
        JsonDocument.Parse((await Machine.Run("list-instances", "--format", "json")).Succeeded().Output).RootElement
            .EnumerateArray().ToDictionary(row => row.GetProperty("InstanceName").GetString()!);
}
