using Octopus.Cli;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Cli;

/// <summary>import-certificate: from each form and each place of the password, or a sentence that says what is wrong.</summary>
[TestClass]
public sealed class ImportCertificateTests : CertificateTest
{
    private readonly OtherCertificate source = OtherCertificate.Rsa();

    [TestCleanup]
    public void Forget() => source.Dispose();

    [TestMethod]
    [DataRow("--pfx-password", OtherCertificate.Password)]
    [DataRow("-pw", OtherCertificate.Password)]
    public async Task Password_on_the_command_line_opens_it_with_a_warning(params string[] options)
    {
        var result = await Machine.Run(["import-certificate", "--instance", "blue", "--from-file", Pfx(source), .. options]);

        Assert.AreEqual(ExitCode.Success, result.ExitCode);
        Assert.StartsWith("Warning: what follows --pfx-password", Assert.ContainsSingle(result.ErrorLines));
        Assert.AreEqual(source.Thumbprint, FileOf("blue").Load().Thumbprint);
    }

    [TestMethod]
    [DataRow("\n")]
    [DataRow("\r\n")]
    public async Task Password_in_a_file_opens_it_without_its_line_end(string rest)
    {
        var file = Machine.PathTo("password.txt");
        await File.WriteAllTextAsync(file, OtherCertificate.Password + rest);

        await Imports("--pfx-password-file", file);
    }

    [TestMethod]
    public async Task Password_on_standard_input_opens_it()
    {
        Machine.Terminal.Input = OtherCertificate.Password + "\n";

        await Imports("--pfx-password-stdin");
    }

    [TestMethod]
    public async Task Person_is_asked_for_the_password_when_one_is_needed()
    {
        Machine.Terminal.Answers.Enqueue(OtherCertificate.Password);

        await Imports();

        Assert.AreEqual("Type the password of the PFX file:", Machine.Terminal.Questions.Single());
    }

    [TestMethod]
    public async Task Person_is_not_asked_when_none_is_needed()
    {
        Machine.Terminal.Answers.Enqueue("not asked");

        (await Machine.Run("import-certificate", "--instance", "blue", "-f", Write("open.pem", source.Pem))).Succeeded();

        Assert.IsEmpty(Machine.Terminal.Questions);
        Assert.AreEqual(source.Thumbprint, FileOf("blue").Load().Thumbprint);
    }

    [TestMethod]
    public async Task Base64_text_is_imported()
    {
        (await Machine.Run("import-certificate", "--instance", "blue", "-b", Convert.ToBase64String(source.Pfx(null)))).Succeeded();

        Assert.AreEqual(source.Thumbprint, FileOf("blue").Load().Thumbprint);
    }

    [TestMethod]
    public async Task Certificate_before_is_kept_and_the_servers_have_to_be_told()
    {
        var before = Give("blue");

        var result = await Imports("--pfx-password-file", PasswordFile());

        Assert.AreEqual(
            $"The one before, {before.Thumbprint}, is kept as {FileOf("blue").PreviousPath}. Tell the new thumbprint to every server that knows this instance.",
            result.Lines[1]);
    }

    [TestMethod]
    public async Task Certificate_that_the_instance_has_is_not_imported_again()
    {
        await Imports("--pfx-password-file", PasswordFile());

        var again = (await Machine.Run("import-certificate", "--instance", "blue", "-f", Pfx(source), "--pfx-password-file", PasswordFile())).Succeeded();

        Assert.AreEqual($"Instance 'blue' has the certificate {source.Thumbprint} already.", again.Lines.Single());
        Assert.IsFalse(File.Exists(FileOf("blue").PreviousPath));
    }

    [TestMethod]
    public async Task Weak_key_and_a_date_that_is_over_are_warned_of()
    {
        using var old = OtherCertificate.Ecdsa(from: DateTimeOffset.UnixEpoch, to: DateTimeOffset.UnixEpoch.AddDays(1));
        using var weak = OtherCertificate.Rsa(1024);

        var expired = await Machine.Run("import-certificate", "--instance", "blue", "-f", Write("a.pem", old.Pem));
        var shortKey = await Machine.Run("import-certificate", "--instance", "blue", "-f", Write("b.pem", weak.Pem));

        Assert.AreEqual((ExitCode.Success, $"Warning: The certificate {old.Thumbprint} has expired on 1970-01-02."), (expired.ExitCode, expired.ErrorLines.Single()));
        Assert.AreEqual((ExitCode.Success, $"Warning: The certificate {weak.Thumbprint} has a weak key, RSA 1024."), (shortKey.ExitCode, shortKey.ErrorLines.Single()));
    }

    [TestMethod]
    public async Task Wrong_password_and_none_are_refused_with_the_ways_to_give_one()
    {
        var pfx = Pfx(source);

        await Refused(ExitCode.SecretUnusable, $"{pfx} does not open with this password.", "--pfx-password-file", "import-certificate", "--instance", "blue", "-f", pfx, "--pfx-password-file", PasswordFile("wrong"));
        await Refused(ExitCode.SecretUnusable, $"{pfx} is protected with a password.", "--pfx-password-file", "import-certificate", "--instance", "blue", "-f", pfx);
    }

    [TestMethod]
    public async Task File_that_is_no_certificate_or_has_no_key_is_refused()
    {
        await Refused(ExitCode.FileUnusable, "is not a certificate, or is damaged.", "Name a PFX or PEM file", "import-certificate", "--instance", "blue", "-f", Write("a.pfx", [1, 2, 3]));
        await Refused(ExitCode.FileUnusable, "holds no private key.", "Export the certificate again", "import-certificate", "--instance", "blue", "-f", Write("b.pfx", source.Der));
    }

    [TestMethod]
    public async Task File_that_is_not_there_is_named() =>
        await Refused(ExitCode.FileAccess, Machine.PathTo("none.pfx"), "", "import-certificate", "--instance", "blue", "-f", Machine.PathTo("none.pfx"));

    [TestMethod]
    [DataRow]
    [DataRow("--from-file", "a", "--from-base64", "b")]
    public async Task Certificate_is_named_once(params string[] options) =>
        await Refused(ExitCode.Usage, "Name the certificate once", "--from-base64.", ["import-certificate", "--instance", "blue", .. options]);

    [TestMethod]
    public async Task Password_is_named_once() =>
        await Refused(ExitCode.Usage, "Two options give the password of the PFX file.", "Leave all but one out.", "import-certificate", "--instance", "blue", "-f", Pfx(source), "-pw", "a", "--pfx-password-file", "b");

    [TestMethod]
    public async Task Account_of_the_service_gets_the_key_and_administrators()
    {
        Machine.Services.Reconfigure("OctopusDeploy Tentacle: blue", new() { Account = ServiceAccount.LocalService });

        await Imports("--pfx-password-file", PasswordFile());

        Assert.AreEqual(ServiceAccount.LocalService, Machine.Protection.Accounts[FileOf("blue").Folder]);
    }

    [TestMethod]
    public async Task Folder_that_others_may_use_is_taken_over_before_the_key_is_in_it()
    {
        Directory.CreateDirectory(FileOf("blue").Folder);
        Machine.Protection.Plant(FileOf("blue").Folder, "Users");

        await Imports("--pfx-password-file", PasswordFile());

        Assert.Contains((FileOf("blue").Folder, FolderAccess.AdministratorsOnly), Machine.Protection.Protected);
    }

    [TestMethod]
    public async Task What_if_names_the_certificate_and_no_secret()
    {
        var pfx = Pfx(source);
        PasswordFile();
        var before = Machine.Everything();

        var result = (await Machine.Run("import-certificate", "--instance", "blue", "-f", pfx, "--pfx-password-file", PasswordFile(), "--what-if")).Succeeded();

        Assert.Contains($"blue: Import the certificate {source.Thumbprint}, CN=RSA, valid until ", result.Output);
        Assert.DoesNotContain(OtherCertificate.Password, result.Output);
        Assert.AreEqual(before, Machine.Everything());
    }

    private async Task<CliResult> Imports(params string[] options)
    {
        var result = (await Machine.Run(["import-certificate", "--instance", "blue", "--from-file", Pfx(source), .. options])).Succeeded();
        Assert.AreEqual(source.Thumbprint, FileOf("blue").Load().Thumbprint);
        return result;
    }
}
