using System.Text.Json;
using Octopus.Cli;

namespace Octopus.Tests.Cli;

[TestClass]
public sealed class ShowThumbprintTests : CertificateTest
{
    [TestMethod]
    public async Task Thumbprint_of_one_instance_stands_alone_on_its_line()
    {
        var certificate = Give("blue");

        Assert.AreEqual(certificate.Thumbprint, (await Machine.Run("show-thumbprint", "--instance", "blue")).Succeeded().Lines.Single());
    }

    [TestMethod]
    public async Task Several_are_a_table()
    {
        var (blue, prod) = (Give("blue"), Give("Prod A"));

        var result = (await Machine.Run("show-thumbprint", "--instance", "*")).Succeeded();

        Assert.AreEqual(
            $"INSTANCE THUMBPRINT|blue {blue.Thumbprint}|Prod A {prod.Thumbprint}",
            string.Join('|', result.Lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))));
    }

    [TestMethod]
    public async Task Programs_get_all_that_is_known_of_the_certificate()
    {
        var certificate = Give("blue");

        var result = (await Machine.Run("show-thumbprint", "--instance", "blue", "--format", "json")).Succeeded();

        var row = JsonDocument.Parse(result.Output).RootElement[0];
        Assert.AreEqual("blue", row.GetProperty("InstanceName").GetString());
        Assert.AreEqual(certificate.Thumbprint, row.GetProperty("Thumbprint").GetString());
        Assert.AreEqual(certificate.Sha256, row.GetProperty("Sha256").GetString());
        Assert.AreEqual("CN=Octopus Tentacle blue", row.GetProperty("Subject").GetString());
        Assert.AreEqual(certificate.NotAfter, row.GetProperty("NotAfter").GetDateTimeOffset());
        Assert.AreEqual("ECDSA P-256", row.GetProperty("Key").GetString());
    }

    [TestMethod]
    public async Task Instance_without_a_certificate_is_told_how_to_get_one() =>
        await Refused(ExitCode.ConfigurationUnusable, "Instance 'blue' has no certificate yet.", "new-certificate --instance \"blue\".", "show-thumbprint", "--instance", "blue");

    [TestMethod]
    public async Task Damaged_certificate_is_named()
    {
        Give("blue");
        await File.WriteAllTextAsync(FileOf("blue").Path, "damaged");

        await Refused(ExitCode.FileUnusable, FileOf("blue").Path, "Restore it from agent.pem.previous", "show-thumbprint", "--instance", "blue");
    }

    [TestMethod]
    public async Task Those_that_have_one_are_answered_also_when_others_have_not()
    {
        var certificate = Give("blue");

        var result = await Machine.Run("show-thumbprint", "--instance", "*", "--format", "json");

        Assert.AreEqual(ExitCode.PartialFailure, result.ExitCode);
        Assert.Contains("Instance 'Prod A' has no certificate yet.", result.ErrorLines.Single());
        var rows = JsonDocument.Parse(result.Output).RootElement;
        Assert.AreEqual(certificate.Thumbprint, rows[0].GetProperty("Thumbprint").GetString());
        Assert.Contains("has no certificate yet.", rows[1].GetProperty("Problem").GetString()!);
    }

    [TestMethod]
    public async Task None_that_has_one_is_the_failure_of_all() =>
        Assert.AreEqual(ExitCode.ConfigurationUnusable, (await Machine.Run("show-thumbprint", "--instance", "*")).ExitCode);

    [TestMethod]
    public async Task File_gets_the_thumbprint_too_and_is_never_written_over()
    {
        var certificate = Give("blue");
        var file = Machine.PathTo("thumbprint.txt");

        (await Machine.Run("show-thumbprint", "--instance", "blue", "-e", file)).Succeeded();

        Assert.AreEqual(certificate.Thumbprint, (await File.ReadAllTextAsync(file)).Trim());
        await Refused(ExitCode.AlreadyExists, "exists already.", "move it away.", "show-thumbprint", "--instance", "blue", "-e", file);
    }
}
