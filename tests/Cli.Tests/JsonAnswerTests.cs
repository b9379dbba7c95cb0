using System.Text;
using System.Text.Json;

namespace Octopus.Tests.Cli;

/// <summary>Answers for programs keep every letter of a name, whatever code page stands between the two programs.</summary>
[TestClass]
public sealed class JsonAnswerTests : IDisposable
{
    // In the code pages of Europe the nearest letter to the dotless i is the i.
    private static readonly string[] Names = ["IZMIR ii", "ızmır ii", "Ōsaka 大阪", "Ærø", "naïve 🐙", "R&D (x) +1"];

    private readonly CliMachine machine = new();

    public JsonAnswerTests()
    {
        var port = 12000;
        foreach (var name in Names)
            machine.Add(name, port++);
    }

    public void Dispose() => machine.Dispose();

    [TestMethod]
    public async Task Answer_is_ascii_and_its_quotes_stay_readable()
    {
        var answer = (await machine.Run("list-instances", "--format", "json", "--no-health")).Succeeded().Output;

        Assert.IsTrue(Ascii.IsValid(answer), answer);
        Assert.Contains("""  "InstanceName": "\u0131zm\u0131r ii",""", answer);
        Assert.Contains("""  "InstanceName": "na\u00EFve \uD83D\uDC19",""", answer);
        Assert.Contains("""  "InstanceName": "R&D (x) +1",""", answer);
    }

    [TestMethod]
    public async Task Names_in_it_are_those_of_the_instances() => CollectionAssert.AreEquivalent(
        machine.Store.Read().Instances.Select(record => record.Name).ToArray(), await Listed());

    [TestMethod]
    public async Task Every_command_takes_the_names_that_it_gives()
    {
        foreach (var name in await Listed())
        {
            foreach (var command in CommandLines(name))
            {
                var result = (await machine.Run([.. command, "--format", "json"])).Succeeded();

                Assert.IsTrue(Ascii.IsValid(result.Output), result.Output);
                using var answer = JsonDocument.Parse(result.Output);
                if (answer.RootElement.TryGetProperty("Instances", out var instances))
                    Assert.AreEqual(command[0] == "clone-instance" ? "another" : name, instances[0].GetProperty("InstanceName").GetString());
            }
        }
    }

    [TestMethod]
    public async Task Instance_that_the_answer_names_is_the_one_that_goes()
    {
        var listed = await Listed();
        var dotless = listed.Single(name => name.StartsWith('\u0131'));

        (await machine.Run("delete-instance", "--instance", dotless, "--yes")).Succeeded();

        CollectionAssert.AreEquivalent(listed.Except([dotless]).ToArray(), await Listed());
    }

    private string[][] CommandLines(string name) =>
    [
        ["show-configuration", "--instance", name],
        ["configure", "--instance", name, "--log-level", "Debug", "--what-if"],
        ["new-certificate", "--instance", name, "--what-if"],
        ["service", "--install", "--instance", name, "--what-if"],
        ["rename-instance", "--instance", name, "--as", "another", "--what-if"],
        ["clone-instance", "--instance", name, "--as", "another", "--what-if"],
        ["backup", "--instance", name, "--to", machine.PathTo("backups"), "--what-if"],
        ["delete-instance", "--instance", name, "--what-if"],
    ];

    private async Task<string[]> Listed()
    {
        using var answer = JsonDocument.Parse((await machine.Run("list-instances", "--format", "json", "--no-health")).Succeeded().Output);
        return [.. answer.RootElement.EnumerateArray().Select(row => row.GetProperty("InstanceName").GetString()!)];
    }
}
