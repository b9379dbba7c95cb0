using System.CommandLine;
using System.Text.Json;
using Octopus.Cli;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>Services as people and their tools have written them: whoever looks at one sees the instance that its agent takes itself for.</summary>
[TestClass]
public sealed class ServiceCommandLineTests : CommandTest
{
    private const string Service = "Web farm agent";

    [TestMethod]
    [DataRow("run", "--instance=web")]
    [DataRow("run", "-instance=web")]
    [DataRow("run", "-Instance:Prod A")]
    [DataRow("run", "/instance:Prod A")]
    [DataRow("RUN", "/INSTANCE=Web")]
    [DataRow("agent", "-instance", "Prod A")]
    [DataRow("Agent", "--INSTANCE", "web", "--console")]
    [DataRow("run", "/nologo", "/Instance", "web")]
    [DataRow("run", "-noninteractive", "-instance:web", "/noconsolelogging")]
    [DataRow("run")]
    [DataRow("run", "--console")]
    public async Task Agent_inventory_service_command_and_doctor_see_one_instance(params string[] words)
    {
        Machine.Add("Tentacle", 10950).Add("Web", 10951);
        Machine.Services.Add(Service, $"{Written(CliMachine.Executable)} {string.Join(' ', words.Select(Quoted))}", ServiceState.Running);

        var instance = await Agent(words);

        using var list = JsonDocument.Parse((await Machine.Run("list-instances", "--format", "json")).Succeeded().Output);
        var row = Assert.ContainsSingle(list.RootElement.EnumerateArray().Where(row => row.GetProperty("Service").GetString() == Service));
        Assert.IsTrue(instance.Equals(row.GetProperty("InstanceName").GetString(), StringComparison.OrdinalIgnoreCase), row.GetRawText());
        Assert.AreEqual("Healthy", row.GetProperty("Health").GetString());
        var doctor = (await Machine.Run("doctor")).Output;
        Assert.DoesNotContain(Service, doctor);
        (await Machine.Run("service", "--stop", "--instance", instance)).Succeeded();
        Assert.AreEqual(ServiceState.Stopped, Machine.Services.Find(Service)!.State);
    }

    // What the agent of this command line would run.
    private async Task<string> Agent(string[] words)
    {
        string? instance = null;
        var name = Options.Instance(Machine.Host);
        var run = new Command("run") { name };
        run.Aliases.Add("agent");
        run.SetAction(parse => instance = parse.GetValue(name) ?? Machine.Host.Application.DefaultInstance);
        Machine.More.Add(run);
        (await Machine.Run(words)).Succeeded();
        return instance!;
    }

    // With slashes, as PowerShell and many a script have them.
    private static string Written(string path) => $"\"{path.Replace('\\', '/')}\"";

    private static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;
}
