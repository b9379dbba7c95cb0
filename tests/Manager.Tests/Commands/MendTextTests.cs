using Octopus.Cli.Doctor;
using Octopus.Manager.Commands;
using Octopus.Tests.Manager.Journeys;

namespace Octopus.Tests.Manager.Commands;

[TestClass]
public sealed class MendTextTests
{
    [TestMethod]
    [DataRow("service --restart --instance \"Prod A\"", "service", "--restart", "--instance", "Prod A")]
    [DataRow("doctor --fix", "doctor", "--fix")]
    [DataRow("maintenance recover", "maintenance", "recover")]
    public void Command_of_this_product_runs_word_for_word(string text, params string[] words)
    {
        var command = Assert.ContainsSingle(MendText.JobOf(text)!.Commands);

        CollectionAssert.AreEqual(words, command.Words.Arguments.ToArray());
        Assert.AreEqual(text, command.Words.ToString());
    }

    [TestMethod]
    [DataRow("copy /y \"a\" \"b\"")]
    [DataRow("sc.exe delete \"OctopusDeploy Tentacle: x\"")]
    [DataRow("mkdir \"D:\\Prod A\"")]
    [DataRow("configure --port PORT --instance \"Prod A\"")]
    [DataRow("\"service\" --stop")]
    [DataRow("")]
    public void What_is_another_programs_or_not_whole_is_a_persons(string text) => Assert.IsNull(MendText.JobOf(text));

    [TestMethod]
    public void What_destroys_is_agreed_to_by_name()
    {
        var job = MendText.JobOf("delete-instance --instance \"Prod A\"")!;

        Assert.AreEqual(("Prod A", true), (job.TypedConfirmation, job.IsDangerous));
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
            Assert.AreEqual(finding.Mend, MendText.JobOf(finding.Mend!)!.Commands[0].Words.ToString());
    }
}
