using Octopus.Services;

namespace Octopus.Tests.Services;

/// <summary>What people type for an account.</summary>
[TestClass]
public sealed class ServiceAccountTests
{
    [TestMethod]
    [DataRow("LocalSystem", "LocalSystem", ServiceAccountKind.LocalSystem)]
    [DataRow(@".\LocalSystem", "LocalSystem", ServiceAccountKind.LocalSystem)]
    [DataRow(@"nt authority\system", "LocalSystem", ServiceAccountKind.LocalSystem)]
    [DataRow("SYSTEM", "LocalSystem", ServiceAccountKind.LocalSystem)]
    [DataRow("localservice", @"NT AUTHORITY\LocalService", ServiceAccountKind.LocalService)]
    [DataRow(@"NT AUTHORITY\Local Service", @"NT AUTHORITY\LocalService", ServiceAccountKind.LocalService)]
    [DataRow(@"NT AUTHORITY\NETWORKSERVICE", @"NT AUTHORITY\NetworkService", ServiceAccountKind.NetworkService)]
    [DataRow(@"nt service\OctopusDeploy Tentacle: Prod A", @"NT SERVICE\OctopusDeploy Tentacle: Prod A", ServiceAccountKind.Virtual)]
    [DataRow(@"CONTOSO\tentacle$", @"CONTOSO\tentacle$", ServiceAccountKind.Managed)]
    [DataRow("deploy", @".\deploy", ServiceAccountKind.User)]
    [DataRow(@".\deploy", @".\deploy", ServiceAccountKind.User)]
    [DataRow(@"CONTOSO\deploy", @"CONTOSO\deploy", ServiceAccountKind.User)]
    [DataRow("deploy@contoso.com", "deploy@contoso.com", ServiceAccountKind.User)]
    [DataRow(@".\SYSTEM", @".\SYSTEM", ServiceAccountKind.User)]
    [DataRow("  deploy ", @".\deploy", ServiceAccountKind.User)]
    public void Name_is_understood(string text, string name, ServiceAccountKind kind) =>
        Assert.AreEqual(new(name, kind), ServiceAccount.Parse(text));

    [TestMethod]
    [DataRow("")]
    [DataRow(@"\deploy")]
    [DataRow(@"CONTOSO\")]
    [DataRow(@"a\b\c")]
    [DataRow("de*ploy")]
    [DataRow(@"NT SERVICE\")]
    [DataRow("tentacle$")]
    [DataRow(@".\tentacle$")]
    public void What_names_no_account_is_refused_with_its_name(string text) =>
        Assert.Contains($"'{text}'", Assert.ThrowsExactly<FormatException>(() => ServiceAccount.Parse(text)).Message);

    [TestMethod]
    [DataRow("LocalSystem", false, false)]
    [DataRow("LocalService", false, false)]
    [DataRow("NetworkService", false, false)]
    [DataRow(@"NT SERVICE\x", false, false)]
    [DataRow(@"CONTOSO\tentacle$", false, true)]
    [DataRow("deploy", true, true)]
    public void Kind_says_what_it_needs(string text, bool password, bool right)
    {
        var account = ServiceAccount.Parse(text);

        Assert.AreEqual((password, right), (account.NeedsPassword, account.NeedsLogonRight));
    }

    // Both as Windows itself has them.
    [TestMethod]
    [DataRow("TrustedInstaller", "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464")]
    [DataRow("trustedINSTALLER", "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464")]
    [DataRow("WdiServiceHost", "S-1-5-80-3139157870-2983391045-3678747466-658725712-1809340420")]
    public void Virtual_account_has_the_identifier_that_Windows_gives_it(string service, string identifier) =>
        Assert.AreEqual(identifier, ServiceAccount.VirtualIdentifier(service));

    [TestMethod]
    public void Password_is_shown_by_nothing()
    {
        var password = new ServicePassword("hush");

        Assert.DoesNotContain("hush", $"{password} {new ServiceChange { Password = password }} {new ServiceDefinition("a", "a", "", "a") { Password = password }}");
    }
}
