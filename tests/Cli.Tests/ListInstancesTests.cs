using System.Text.Json;
using Octopus.Lifecycle.Health;

namespace Octopus.Tests.Cli;

/// <summary>What the list says of instances that run.</summary>
[TestClass]
public sealed class ListInstancesTests : CommandTest
{
    [TestMethod]
    public async Task Instance_that_answers_is_healthy_and_tells_its_version()
    {
        var row = await Blue();

        Assert.AreEqual(("Healthy", "1.2.3", "LocalSystem"), (Text(row, "Health"), Text(row, "Version"), Text(row, "Account")));
    }

    [TestMethod]
    public async Task Instance_that_runs_tells_since_when_and_one_that_does_not_tells_nothing()
    {
        var process = Machine.Services.Find("OctopusDeploy Tentacle: blue")!.ProcessId;
        var started = Machine.Services.Processes.List().Single(other => other.Id == process).StartedAt;

        Assert.AreEqual((started, TimeSpan.Zero), ((await Blue()).GetProperty("StartedAt").GetDateTimeOffset(), started.Offset));

        (await Machine.Run("service", "--stop", "--instance", "blue")).Succeeded();

        Assert.AreEqual(JsonValueKind.Null, (await Blue()).GetProperty("StartedAt").ValueKind);
    }

    [TestMethod]
    public async Task Instance_that_runs_and_is_silent_has_a_problem()
    {
        Machine.Health.Behave("blue", _ => HealthAnswer.Silence("nobody listens on port 10941"));

        var row = await Blue();

        Assert.AreEqual(("Silent", null, "Instance 'blue' runs and does not answer: nobody listens on port 10941."), (Text(row, "Health"), Text(row, "Version"), Text(row, "Problem")));
    }

    [TestMethod]
    public async Task Somebody_else_who_answers_is_named()
    {
        Machine.Health.Behave("blue", truth => truth with { Instance = "Prod A", ProcessId = 77 });

        var row = await Blue();

        Assert.AreEqual(("Impostor", null, "Process 77, which says it is instance 'Prod A', answers in place of 'blue'."), (Text(row, "Health"), Text(row, "Version"), Text(row, "Problem")));
    }

    [TestMethod]
    public async Task Nobody_is_asked_when_health_is_not_wanted()
    {
        (await Machine.Run("list-instances", "--no-health")).Succeeded();

        Assert.IsEmpty(Machine.Health.Asked);
    }

    [TestMethod]
    public async Task Rows_have_colours_on_a_terminal_only()
    {
        Assert.DoesNotContain("\e", (await Machine.Run("list-instances")).Output);

        Machine.Terminal.HasColours = true;

        Assert.Contains("\e[32mblue", (await Machine.Run("list-instances")).Output);
        Assert.DoesNotContain("\e", (await Machine.Run("list-instances", "--format", "json")).Output);
    }

    private async Task<JsonElement> Blue() =>
        JsonDocument.Parse((await Machine.Run("list-instances", "--format", "json")).Succeeded().Output).RootElement
            .EnumerateArray().Single(row => Text(row, "InstanceName") == "blue");

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}
