using Octopus.Cli.Doctor;
using Octopus.Manager.Commands;
using Octopus.Tests.Manager.Journeys;

namespace Octopus.Tests.Manager.Commands;

/// <summary>What a button mends: the arguments that an examination gives, and never its text.</summary>
[TestClass]
public sealed class MendTests
{
    [TestMethod]
    [DataRow("service", "--restart", "--instance", "Prod A")]
    [DataRow("service", "--install", "--instance", "Prod A")]
    [DataRow("service", "--reconfigure", "--instance", "Prod A")]
    [DataRow("service", "--restart", "--instance", "Prod A\" --purge --yes --shell \"cmd")]
    [DataRow("doctor", "--fix")]
    [DataRow("maintenance", "recover")]
    public void Command_of_this_product_runs_word_for_word(params string[] words) =>
        CollectionAssert.AreEqual(words, Assert.ContainsSingle(JobOf(words)!.Commands).Words.Arguments.ToArray());

    [TestMethod]
    [DataRow("delete-instance", "--instance", "Prod A", "--purge", "--yes")]
    [DataRow("service", "--uninstall", "--instance", "Prod A")]
    [DataRow("service", "--restart", "--instance", "Prod A", "--instance", "Prod B")]
    [DataRow("configure", "--port", "PORT", "--instance", "Prod A")]
    [DataRow("maintenance", "recover", "--force")]
    [DataRow("copy", "/y", "a", "b")]
    [DataRow]
    public void Any_other_is_a_persons(params string[] words) => Assert.IsNull(JobOf(words));

    [TestMethod]
    public void Text_alone_is_nothing_that_runs() =>
        Assert.IsNull(MachineJobs.Mend(new("Prod A", FindingKind.ServiceMissing, "x", Mend: "service --restart --instance \"Prod A\"")));

    [TestMethod]
    [DataRow("Prod A")]
    [DataRow("Prod A\" --purge --yes --shell \"cmd")]
    [DataRow("Prod A\n--purge")]
    public void What_destroys_is_agreed_to_by_name(string instance)
    {
        var job = JobOf("delete-instance", "--instance", instance)!;

        Assert.AreEqual((instance, true), (job.TypedConfirmation, job.IsDangerous));
        CollectionAssert.AreEqual(
            new[] { "delete-instance", "--instance", instance, "--yes" }, Assert.ContainsSingle(job.Commands).Words.Arguments.ToArray());
    }

    [TestMethod]
    public async Task What_an_examination_names_is_understood()
    {
        using var machine = Machines.WithFour();
        machine.Services.Behave("OctopusDeploy Tentacle: Prod A", new());
        machine.Health.Behave("Prod A", _ => Lifecycle.Health.HealthAnswer.Silence("nobody listens"));
        var findings = await new CommandRunner(machine.Host).Ask(["doctor"], FindingJson.Default.IReadOnlyListFinding, CancellationToken.None);

        Assert.HasCount(2, findings.Value!);
        foreach (var finding in findings.Value!)
            Assert.AreEqual(finding.Mend, machine.Host.Told(MachineJobs.Mend(finding)!.Commands[0].Words));
    }

    private static Job? JobOf(params string[] words) =>
        MachineJobs.Mend(new("Prod A", FindingKind.ServiceMissing, "x", Mend: "doctor --fix") { Arguments = words });
}
