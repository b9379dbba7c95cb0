using System.Text.Json;
using Octopus.Cli;
using Octopus.Cli.Plans;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>Commands that another part of this product runs and follows in its own process.</summary>
[TestClass]
public sealed class ProgressTests : CommandTest
{
    private readonly List<ChangeProgress> told = [];

    [TestMethod]
    public async Task Each_change_is_told_with_its_instance_when_it_has_been_made()
    {
        Machine.AddService("Prod A", ServiceState.Stopped, Support.ServiceFault.FailsToStart);

        await Run(CancellationToken.None, "service", "--start", "--instance", "Prod A", "--instance", "blue");

        CollectionAssert.AreEquivalent(
            new[] { ("Prod A", ExitCode.ServiceFailed), ("blue", ExitCode.Success) },
            told.Select(change => (change.Instance, change.ExitCode)).ToArray());
        Assert.IsTrue(told.All(change => change.Sentence.Length > 0 && !change.IsWarning));
    }

    [TestMethod]
    public async Task Warning_is_told_as_one()
    {
        await Run(CancellationToken.None, "configure", "--instance", "blue", "--listen-address", CliMachine.NoAddress.ToString());

        Assert.Contains(CliMachine.NoAddress.ToString(), Assert.ContainsSingle(change => change.IsWarning, told).Sentence);
    }

    [TestMethod]
    public async Task Command_that_is_cancelled_ends_as_after_Ctrl_C()
    {
        var exitCode = await Run(new(canceled: true), "service", "--stop", "--instance", "blue");

        Assert.AreEqual(ExitCode.Cancelled, exitCode);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("blue"));
    }

    [TestMethod]
    public async Task Answer_can_be_read_back()
    {
        Machine.AddService("Prod A", ServiceState.Stopped, Support.ServiceFault.FailsToStart);
        var output = (await Machine.Run("service", "--restart", "--instance", "*", "--format", "json")).Output;

        var answer = JsonSerializer.Deserialize(output, ChangeAnswerJson.Default.ChangeAnswer)!;

        Assert.AreEqual((int)ExitCode.PartialFailure, answer.ExitCode);
        var failed = answer.Instances.Single(instance => instance.InstanceName == "Prod A");
        Assert.AreEqual(ExitCode.ServiceFailed, failed.ExitCode);
        Assert.Contains("Prod A", failed.Problem!);
        Assert.HasCount(2, answer.Instances.Single(instance => instance.InstanceName == "blue").Changes);
    }

    private async Task<ExitCode> Run(CancellationToken cancellation, params string[] args) =>
        (ExitCode)await CommandLine.Run(Machine.Host with { Progress = told.Add }, "The agent.", [], args, cancellation);
}
