using Octopus.Certificates;
using Octopus.Cli;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>new-certificate: an instance gets one, or a file does.</summary>
[TestClass]
public sealed class NewCertificateTests : CertificateTest
{
    private const string Server = "77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6";

    [TestMethod]
    public async Task Instance_without_a_certificate_gets_one_in_a_folder_of_administrators()
    {
        var result = (await Machine.Run("new-certificate", "--instance", "blue")).Succeeded();

        var file = FileOf("blue");
        Assert.AreEqual(
            $"Instance 'blue' has the certificate {file.Load().Thumbprint}. It uses it when it starts: {CliMachine.Called} service --restart --instance \"blue\".",
            result.Lines.Single());
        Assert.AreEqual("CN=Octopus Tentacle blue", file.Load().Subject);
        Assert.Contains((file.Folder, FolderAccess.AdministratorsOnly), Machine.Protection.Protected);
    }

    [TestMethod]
    public async Task Certificate_that_is_replaced_is_kept_and_its_servers_are_named()
    {
        var before = Give("blue");
        (await Machine.Run("configure", "--instance", "blue", "--trust", Server)).Succeeded();

        var result = (await Machine.Run("new-certificate", "--instance", "blue")).Succeeded();

        var file = FileOf("blue");
        Assert.AreNotEqual(before.Thumbprint, file.Load().Thumbprint);
        Assert.AreEqual(before.Thumbprint, CertificateReader.ReadFile(file.PreviousPath, null).Thumbprint);
        Assert.AreEqual(
            $"The one before, {before.Thumbprint}, is kept as {file.PreviousPath}. Tell the new thumbprint to the servers that this instance trusts: {Server}.",
            result.Lines[1]);
    }

    [TestMethod]
    public async Task Certificate_that_is_damaged_is_replaced_and_kept_too()
    {
        Give("blue");
        await File.WriteAllTextAsync(FileOf("blue").Path, "damaged");

        var result = await Machine.Run("new-certificate", "--instance", "blue");

        Assert.AreEqual(ExitCode.Success, result.ExitCode, result.Error);
        Assert.Contains("Warning: ", result.Error);
        Assert.AreEqual("damaged", await File.ReadAllTextAsync(FileOf("blue").PreviousPath));
        Assert.IsNotNull(FileOf("blue").Load());
    }

    [TestMethod]
    [DataRow("--if-blank")]
    [DataRow("-b")]
    public async Task If_blank_leaves_a_certificate_alone_and_makes_a_missing_one(string option)
    {
        (await Machine.Run("new-certificate", "--instance", "blue", option)).Succeeded();
        var made = FileOf("blue").Load().Thumbprint;

        var again = (await Machine.Run("new-certificate", "--instance", "blue", option)).Succeeded();

        Assert.AreEqual("Instance 'blue' has a certificate already.", again.Lines.Single());
        Assert.AreEqual(made, FileOf("blue").Load().Thumbprint);
    }

    [TestMethod]
    public async Task Export_writes_a_file_that_can_be_imported_and_leaves_the_instance_alone()
    {
        var own = Give("blue");
        var pfx = Machine.PathTo("new.pfx");

        var result = (await Machine.Run("new-certificate", "--instance", "blue", "--export-pfx", pfx, "--pfx-password-file", PasswordFile("geheim"))).Succeeded();

        Assert.AreEqual(own.Thumbprint, FileOf("blue").Load().Thumbprint);
        var exported = CertificateReader.ReadFile(pfx, "geheim");
        Assert.StartsWith($"{pfx} holds a new certificate for instance 'blue', {exported.Thumbprint}.", result.Lines.Single());
        (await Machine.Run("import-certificate", "--instance", "blue", "--from-file", pfx, "--pfx-password-file", PasswordFile("geheim"))).Succeeded();
        Assert.AreEqual(exported.Thumbprint, FileOf("blue").Load().Thumbprint);
    }

    [TestMethod]
    public async Task Export_asks_a_person_for_the_password_twice()
    {
        Machine.Terminal.Answers.Enqueue("geheim");
        Machine.Terminal.Answers.Enqueue("geheim");

        (await Machine.Run("new-certificate", "--instance", "blue", "--export-pfx", Machine.PathTo("new.pfx"))).Succeeded();

        Assert.IsNotNull(CertificateReader.ReadFile(Machine.PathTo("new.pfx"), "geheim"));
    }

    [TestMethod]
    public async Task Export_with_two_answers_that_differ_writes_nothing()
    {
        Machine.Terminal.Answers.Enqueue("geheim");
        Machine.Terminal.Answers.Enqueue("geheym");

        await Refused(ExitCode.SecretUnusable, "not the same", "Try again.", "new-certificate", "--instance", "blue", "--export-pfx", Machine.PathTo("new.pfx"));
    }

    [TestMethod]
    public async Task Export_without_a_password_is_refused() =>
        await Refused(
            ExitCode.SecretUnusable, "This needs the password of the PFX file.", "--pfx-password-file",
            "new-certificate", "--instance", "blue", "--export-pfx", Machine.PathTo("new.pfx"));

    [TestMethod]
    public async Task Export_does_not_write_over_a_file() =>
        await Refused(
            ExitCode.AlreadyExists, "there.pfx exists already.", "move it away.",
            "new-certificate", "--instance", "blue", "--export-pfx", Write("there.pfx", [1]), "--pfx-password", "x");

    [TestMethod]
    [DataRow("--export-pfx", "x.pfx", "--if-blank")]
    [DataRow("--pfx-password", "x")]
    public async Task Options_that_do_not_go_together_are_refused(params string[] options) =>
        await Refused(ExitCode.Usage, "", "out.", ["new-certificate", "--instance", "blue", .. options]);

    [TestMethod]
    public async Task What_if_tells_all_of_it_without_a_secret_and_changes_nothing()
    {
        Give("blue");
        PasswordFile("geheim");
        var before = Machine.Everything();
        Machine.IsElevated = false;

        var replace = (await Machine.Run("new-certificate", "--instance", "blue", "--what-if")).Succeeded();
        var export = (await Machine.Run("new-certificate", "--instance", "blue", "--export-pfx", Machine.PathTo("n.pfx"), "--pfx-password-file", PasswordFile("geheim"), "--what-if")).Succeeded();

        Assert.Contains($"blue: Keep the certificate before as {FileOf("blue").PreviousPath}", replace.Output);
        Assert.DoesNotContain("geheim", export.Output);
        Assert.Contains("--pfx-password", export.Output);
        Assert.AreEqual(before, Machine.Everything());
    }
}
