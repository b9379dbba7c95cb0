using Microsoft.Extensions.Time.Testing;
using Octopus.Certificates;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Certificates;

[TestClass]
public sealed class CertificateFileTests : IDisposable
{
    private readonly TempFolder home = new();
    private readonly FakeFolderProtection protection = new();
    private readonly FakeTimeProvider time = new();
    private readonly List<string> warnings = [];
    private readonly CertificateFile file;

    public CertificateFileTests() => file = new(home.Path, protection, null);

    public void Dispose() => home.Dispose();

    [TestMethod]
    public void First_certificate_is_made_in_a_folder_that_has_its_rights_before()
    {
        Assert.IsFalse(file.Exists);

        var created = file.LoadOrCreate("Prod A", null, warnings.Add, time);

        Assert.AreEqual(home.File(Path.Combine("Certificate", "agent.pem")), file.Path);
        Assert.AreEqual((file.Folder, FolderAccess.OwnAccount), protection.Protected.Single());
        Assert.AreEqual(created.Thumbprint, file.Load().Thumbprint);
        Assert.AreEqual(created.Thumbprint, file.LoadOrCreate("Prod A", null, warnings.Add, time).Thumbprint);
        Assert.IsEmpty(warnings);
    }

    [TestMethod]
    [DataRow("ECDSA P-256")]
    [DataRow("ECDSA P-521")]
    [DataRow("RSA 2048")]
    public void Saved_certificate_of_any_kind_is_loaded_again(string kind)
    {
        using var source = OtherCertificate.OfKind(kind);

        file.Save(CertificateReader.Read(source.Pfx(), "x", OtherCertificate.Password));

        Assert.AreEqual(source.Thumbprint, file.Load().Thumbprint);
        Assert.AreEqual(kind, file.Load().Key.ToString());
        Assert.AreEqual((file.Folder, FolderAccess.OwnAccount), protection.Protected.Single());
    }

    [TestMethod]
    public void Certificate_before_stays_beside_the_new_one()
    {
        var first = file.LoadOrCreate("a", null, warnings.Add, time);

        file.Save(AgentCertificate.Create("a", time));

        Assert.AreEqual(first.Thumbprint, CertificateReader.ReadFile(file.PreviousPath, null).Thumbprint);
        Assert.AreNotEqual(first.Thumbprint, file.Load().Thumbprint);
    }

    [TestMethod]
    public void Folder_that_is_as_it_should_be_is_left_alone()
    {
        file.LoadOrCreate("a", null, warnings.Add, time);
        protection.Protected.Clear();

        file.Save(AgentCertificate.Create("a", time));

        Assert.IsEmpty(protection.Protected);
    }

    [TestMethod]
    [DataRow("LocalSystem", FolderAccess.AdministratorsOnly)]
    [DataRow("LocalService", FolderAccess.OwnAccount)]
    public void Folder_is_for_the_account_of_the_service_whoever_makes_it(string name, FolderAccess access)
    {
        var account = ServiceAccount.Parse(name);

        new CertificateFile(home.Path, protection, account).LoadOrCreate("a", null, warnings.Add, time);

        Assert.AreEqual((file.Folder, access), protection.Protected.Single());
        Assert.AreEqual(account, protection.Accounts[file.Folder]);
    }

    [TestMethod]
    public void Folder_that_others_may_use_is_taken_over()
    {
        Directory.CreateDirectory(file.Folder);
        protection.Plant(file.Folder, "Everyone");

        file.LoadOrCreate("a", null, warnings.Add, time);

        Assert.AreEqual((file.Folder, FolderAccess.OwnAccount), protection.Protected.Single());
        Assert.IsEmpty(warnings);
    }

    [TestMethod]
    public void Folder_with_a_key_that_cannot_be_taken_over_is_warned_of()
    {
        file.LoadOrCreate("a", null, warnings.Add, time);
        protection.Plant(file.Folder, "Everyone");
        protection.Refusing.Add(file.Folder);

        file.LoadOrCreate("a", null, warnings.Add, time);

        Assert.Contains($"The private key in {file.Folder} can be used by Everyone", warnings.Single());
    }

    [TestMethod]
    public void Agent_with_a_key_starts_and_warns_whatever_stands_in_its_folder()
    {
        var own = file.LoadOrCreate("a", null, warnings.Add, time);
        protection.Plant(file.Folder, "planted is one of several names of a file");
        protection.Obstructed.Add(file.Folder);

        Assert.AreEqual(own.Thumbprint, file.LoadOrCreate("a", null, warnings.Add, time).Thumbprint);

        Assert.Contains(Path.Combine(file.Folder, "planted"), warnings.Single());
    }

    [TestMethod]
    public void Agent_with_a_key_starts_and_warns_when_nobody_may_look_at_its_folder()
    {
        var own = file.LoadOrCreate("a", null, warnings.Add, time);
        protection.Hidden.Add(file.Folder);

        Assert.AreEqual(own.Thumbprint, file.LoadOrCreate("a", null, warnings.Add, time).Thumbprint);

        Assert.Contains(file.Folder, warnings.Single());
    }

    [TestMethod]
    public void No_key_is_made_in_a_folder_that_others_may_use()
    {
        Directory.CreateDirectory(file.Folder);
        protection.Plant(file.Folder, "Everyone");
        protection.Refusing.Add(file.Folder);

        Assert.ThrowsExactly<UnauthorizedAccessException>(() => file.LoadOrCreate("a", null, warnings.Add, time));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => file.Save(AgentCertificate.Create("a", time)));

        Assert.IsEmpty(Directory.GetFiles(file.Folder));
    }

    [TestMethod]
    [DataRow("LocalSystem")]
    [DataRow("LocalService")]
    public void Folder_that_somebody_makes_while_the_key_is_made_is_taken_over_before_the_key_is_in_it(string name)
    {
        // Whoever may write the home can take the folder away again and make it himself.
        var plants = new ActingTime(() =>
        {
            Directory.CreateDirectory(file.Folder);
            protection.Plant(file.Folder, "Everyone");
            protection.Protected.Clear();
        });

        new CertificateFile(home.Path, protection, ServiceAccount.Parse(name)).LoadOrCreate("a", null, warnings.Add, plants);

        Assert.AreEqual(file.Folder, protection.Protected.Single().Folder);
        Assert.IsEmpty(protection.Trespassers(file.Folder, FolderAccess.OwnAccount));
    }

    /// <summary>A clock that somebody acts by: it is asked while a certificate is made.</summary>
    private sealed class ActingTime(Action act) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            act();
            return base.GetUtcNow();
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-----BEGIN CERTIFICATE-----")]
    public void File_that_holds_no_certificate_is_named_and_never_replaced(string text)
    {
        Directory.CreateDirectory(file.Folder);
        File.WriteAllText(file.Path, text);

        var refusal = Assert.ThrowsExactly<CertificateException>(() => file.LoadOrCreate("a", null, warnings.Add, time));

        Assert.AreEqual(CertificateError.NoCertificate, refusal.Error);
        Assert.AreEqual(
            $"{file.Path} holds no certificate with its private key that can be used. Restore it from agent.pem.previous beside it, or replace it: import-certificate gives the instance the one that its servers know, new-certificate a new identity.",
            refusal.Message);
        Assert.AreEqual(text, File.ReadAllText(file.Path));
    }
}
