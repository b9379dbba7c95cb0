using System.Text;
using System.Text.Json;
using Octopus.Certificates;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Cli;

/// <summary>An instance of the vendor's keeps its identity, or is refused until somebody says otherwise; the file names the one it has.</summary>
[TestClass]
public sealed class VendorCertificateTests : CertificateTest
{
    private readonly OtherCertificate source = OtherCertificate.Rsa();

    // The same on each call, as a file would have it.
    private readonly byte[] pfx;

    public VendorCertificateTests()
    {
        pfx = source.Pfx(null);
        Machine.AddService("Prod A", ServiceState.Stopped);
    }

    [TestCleanup]
    public void Forget() => source.Dispose();

    [TestMethod]
    public async Task Thumbprint_of_the_configuration_is_shown()
    {
        Name("blue", Protected());

        Assert.AreEqual(source.Thumbprint, (await Machine.Run("show-thumbprint", "--instance", "blue")).Succeeded().Lines.Single());
    }

    [TestMethod]
    public async Task If_blank_takes_it_over()
    {
        Name("blue", Protected());

        var result = (await Machine.Run("new-certificate", "--instance", "blue", "--if-blank")).Succeeded();

        Assert.StartsWith($"Instance 'blue' has the certificate {source.Thumbprint}.", result.Lines.Single());
        Assert.AreEqual(source.Thumbprint, FileOf("blue").Load().Thumbprint);
        // The way back to the vendor's agent stays open.
        Assert.AreEqual((source.Thumbprint, Protected()), (Machine.Settings("blue").CertificateThumbprint, Machine.Settings("blue").VendorCertificate));
        Assert.AreEqual("Instance 'blue' has a certificate already.", (await Machine.Run("new-certificate", "--instance", "blue", "-b")).Succeeded().Lines.Single());
    }

    [TestMethod]
    public async Task What_cannot_be_opened_is_refused_and_nothing_is_made()
    {
        foreach (var value in new[] { Protected(new()), null })
        {
            Name("blue", value);

            await Refused(ExitCode.ConfigurationUnusable, $"names the certificate {source.Thumbprint}, which cannot be used", "import-certificate --from-file FILE", "show-thumbprint", "--instance", "blue");
            await Refused(ExitCode.ConfigurationUnusable, source.Thumbprint, "new-certificate --instance \"blue\".", "new-certificate", "--instance", "blue", "--if-blank");
        }
    }

    [TestMethod]
    public async Task New_identity_keeps_the_old_one_beside_it_and_the_file_names_the_new_one()
    {
        Name("blue", Protected());

        var result = (await Machine.Run("new-certificate", "--instance", "blue")).Succeeded();

        var file = FileOf("blue");
        Assert.AreEqual(source.Thumbprint, CertificateReader.ReadFile(file.PreviousPath, null).Thumbprint);
        Assert.StartsWith($"The one before, {source.Thumbprint}, is kept as {file.PreviousPath}. Tell the new thumbprint", result.Lines[1]);
        Assert.AreEqual((file.Load().Thumbprint, null), (Machine.Settings("blue").CertificateThumbprint, Machine.Settings("blue").VendorCertificate));
    }

    [TestMethod]
    public async Task New_identity_in_place_of_one_that_cannot_be_opened_is_said_to_be_one()
    {
        Name("blue", Protected(new()));

        var result = await Machine.Run("new-certificate", "--instance", "blue");

        Assert.AreEqual(ExitCode.Success, result.ExitCode);
        Assert.Contains(source.Thumbprint, result.ErrorLines.Single());
        Assert.AreEqual(
            $"The one before, {source.Thumbprint}, is not this instance's any more; what the configuration said of it is kept as {Machine.Record("blue").ConfigurationFilePath}.previous. Tell the new thumbprint to every server that knows this instance.",
            result.Lines[1]);
        Assert.AreEqual(FileOf("blue").Load().Thumbprint, Machine.Settings("blue").CertificateThumbprint);
    }

    [TestMethod]
    public async Task Certificate_that_is_imported_or_made_is_named_in_the_configuration()
    {
        (await Machine.Run("import-certificate", "--instance", "blue", "-f", Write("a.pem", source.Pem))).Succeeded();
        Assert.AreEqual(source.Thumbprint, Machine.Settings("blue").CertificateThumbprint);

        (await Machine.Run("new-certificate", "--instance", "blue")).Succeeded();
        Assert.AreEqual(FileOf("blue").Load().Thumbprint, Machine.Settings("blue").CertificateThumbprint);
    }

    [TestMethod]
    public async Task File_goes_on_naming_the_old_one_when_the_new_one_cannot_be_put_in_its_place()
    {
        var before = Give("blue");
        Name("blue", null, before.Thumbprint);
        Machine.Protection.Plant(FileOf("blue").Folder, "Users");
        Machine.Protection.Refusing.Add(FileOf("blue").Folder);

        var result = await Machine.Run("new-certificate", "--instance", "blue");

        Assert.AreNotEqual(ExitCode.Success, result.ExitCode);
        Assert.AreEqual((before.Thumbprint, before.Thumbprint), (FileOf("blue").Load().Thumbprint, Machine.Settings("blue").CertificateThumbprint));
    }

    [TestMethod]
    public async Task Nothing_is_named_behind_a_link_that_the_account_could_have_made()
    {
        var own = Give("blue");
        Name("blue", null);
        var text = await File.ReadAllTextAsync(Machine.Record("blue").ConfigurationFilePath);
        var link = Path.Combine(Machine.Settings("blue").Home!, "link");
        var target = Directory.CreateDirectory(Machine.PathTo("of others"));
        Directory.CreateSymbolicLink(link, target.FullName);
        var file = Path.Combine(target.FullName, "Tentacle.config");
        await File.WriteAllTextAsync(file, text);
        Machine.Store.Rename("blue", Machine.Record("blue") with { ConfigurationFilePath = Path.Combine(link, "Tentacle.config") });

        await Refused(ExitCode.Conflict, $"lies behind {link}", "Put a folder in its place", "new-certificate", "--instance", "blue");
        Assert.Contains($"Not mended: The configuration of instance 'blue' lies behind {link}", (await Machine.Run("doctor", "--fix")).Output);

        Assert.AreEqual(own.Thumbprint, FileOf("blue").Load().Thumbprint);
        Assert.AreEqual(text, await File.ReadAllTextAsync(file));
    }

    [TestMethod]
    public async Task Doctor_takes_it_over()
    {
        Name("blue", Protected());

        var finding = await Finding("CertificateNotTakenOver", isSafe: true);
        Assert.AreEqual($"{CliMachine.Called} new-certificate --if-blank --instance \"blue\"", finding.GetProperty("Mend").GetString());
        (await Machine.Run("doctor", "--fix")).Succeeded();

        Assert.AreEqual(source.Thumbprint, FileOf("blue").Load().Thumbprint);
    }

    [TestMethod]
    public async Task Doctor_leaves_a_home_alone_that_is_not_ours()
    {
        Name("blue", Protected());
        File.Delete(Path.Combine(Machine.Settings("blue").Home!, HomeMark.FileName));

        await Finding("CertificateNotTakenOver", isSafe: false);
        await Machine.Run("doctor", "--fix");

        Assert.IsFalse(FileOf("blue").Exists);
    }

    [TestMethod]
    public async Task Doctor_says_why_one_cannot_be_taken_over()
    {
        Name("blue", Protected(new()));

        var finding = await Finding("CertificateNotTakenOver", isSafe: false);

        Assert.Contains("does not open it on this one", finding.GetProperty("Problem").GetString()!);
        Assert.AreEqual($"{CliMachine.Called} import-certificate --from-file FILE --instance \"blue\"", finding.GetProperty("Mend").GetString());
    }

    [TestMethod]
    public async Task Doctor_names_the_one_that_the_instance_has()
    {
        var own = Give("blue");
        Name("blue", Protected());

        await Finding("CertificateMismatch", isSafe: true);
        (await Machine.Run("doctor", "--fix")).Succeeded();

        Assert.AreEqual((own.Thumbprint, null), (Machine.Settings("blue").CertificateThumbprint, Machine.Settings("blue").VendorCertificate));
    }

    [TestMethod]
    public async Task Doctor_finds_one_that_is_damaged_and_one_that_may_not_sign()
    {
        Give("blue");
        await File.WriteAllTextAsync(FileOf("blue").Path, "damaged");
        Assert.Contains("holds no certificate with its private key that can be used.", (await Finding("CertificateUnusable", isSafe: false)).GetProperty("Problem").GetString()!);

        using var encrypts = OtherCertificate.ForEncryption();
        await File.WriteAllBytesAsync(FileOf("blue").Path, encrypts.Pem);
        Assert.Contains("may not sign", (await Finding("CertificateUnusable", isSafe: false)).GetProperty("Problem").GetString()!);
    }

    private string Protected(FakeMachineSecrets? by = null) =>
        Convert.ToBase64String((by ?? Machine.MachineSecrets).Protect(Encoding.UTF8.GetBytes(Convert.ToBase64String(pfx))));

    private void Name(string instance, string? value, string? thumbprint = null)
    {
        var settings = Machine.Settings(instance);
        (settings.VendorCertificate, settings.CertificateThumbprint) = (value, thumbprint ?? source.Thumbprint);
        ConfigurationFile.Write(Machine.Record(instance), settings);
    }

    private async Task<JsonElement> Finding(string kind, bool isSafe)
    {
        var findings = JsonDocument.Parse((await Machine.Run("doctor", "--format", "json")).Output).RootElement.EnumerateArray();
        var finding = findings.Single(found => found.GetProperty("Kind").GetString() == kind);
        Assert.AreEqual("blue", finding.GetProperty("InstanceName").GetString());
        Assert.AreEqual(isSafe, finding.GetProperty("Safe").GetBoolean());
        return finding;
    }
}
