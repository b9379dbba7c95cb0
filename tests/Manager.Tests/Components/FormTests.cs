using Octopus.Instances;
using Octopus.Manager.Commands;
using Octopus.Manager.Components.Backups;
using Octopus.Manager.Components.Instance;
using Octopus.Manager.Components.Layout;
using Octopus.Manager.Components.NewInstance;
using Octopus.Manager.Components.Parts;
using Octopus.Services;
using Octopus.Tests.Cli;
using Octopus.Tests.Manager.Journeys;

namespace Octopus.Tests.Manager.Components;

/// <summary>What people type, and what comes of it.</summary>
[TestClass]
public sealed class FormTests : IDisposable
{
    private readonly CliMachine machine = Machines.WithFour();

    private InstanceRules Rules => new(machine.Host);

    [TestMethod]
    public void Settings_that_were_not_changed_are_not_written()
    {
        var form = new SettingsForm(Rules, "Prod A", machine.Settings("Prod A"));
        Assert.IsFalse(form.IsReady);

        form.Port = "10950";

        Assert.IsTrue(form.IsReady);
        Assert.AreEqual("configure --port \"10950\"", form.Wish().AddTo(new("configure")).ToString());
    }

    [TestMethod]
    public void Servers_are_trusted_and_distrusted_one_by_one()
    {
        const string Old = "77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6";
        const string New = "0000000000000000000000000000000000000001";
        var settings = new InstanceSettings(new Dictionary<string, string>()) { TrustedServers = TrustedServers.None.With(Old) };
        var form = new SettingsForm(Rules, "Prod A", settings) { Trusted = $" {New} \n\n" };

        CollectionAssert.AreEqual(new[] { New }, form.Wish().Trusted.ToArray());
        CollectionAssert.AreEqual(new[] { Old }, form.Wish().NoLongerTrusted.ToArray());
        form.Trusted = "nonsense";
        Assert.IsNotNull(form.TrustProblem);
    }

    [TestMethod]
    public void Home_follows_the_name_until_somebody_changes_it()
    {
        var form = new NewInstanceForm(Rules) { Name = "Build 1" };
        Assert.AreEqual(Rules.ProposedHome("Build 1"), form.Home);
        form.Home = machine.PathTo("elsewhere");
        form.Name = "Build 2";

        Assert.AreEqual(machine.PathTo("elsewhere"), form.Wish().Home);
    }

    [TestMethod]
    public void Step_is_left_when_nothing_is_wrong_with_it()
    {
        var form = new NewInstanceForm(Rules);
        Assert.IsFalse(form.IsReady(WizardStep.Storage), "There is a default instance already, so no name is proposed.");
        form.Name = "Build 1";
        Assert.IsTrue(form.IsReady(WizardStep.Storage));
        form.Home = machine.Settings("Prod A").Home!;
        Assert.IsFalse(form.IsReady(WizardStep.Storage));
        Assert.IsTrue(form.IsReady(WizardStep.Certificate));
        form.ImportsCertificate = true;
        Assert.IsFalse(form.IsReady(WizardStep.Certificate));
        Assert.IsTrue(form.IsReady(WizardStep.Service));
        form.Account.Kind = ServiceAccountKind.User;
        Assert.IsFalse(form.IsReady(WizardStep.Service));
        (form.Account.Name, form.Account.Password) = (@"CONTOSO\deploy", "x");
        Assert.IsTrue(form.IsReady(WizardStep.Service));
    }

    [TestMethod]
    [DataRow(ServiceAccountKind.Managed, @"CONTOSO\deploy$", true)]
    [DataRow(ServiceAccountKind.Managed, @"CONTOSO\deploy", false)]
    [DataRow(ServiceAccountKind.User, @"CONTOSO\deploy", true)]
    [DataRow(ServiceAccountKind.User, @"CONTOSO\deploy$", false)]
    [DataRow(ServiceAccountKind.User, "a/b", false)]
    [DataRow(ServiceAccountKind.User, "LocalService", false)]
    [DataRow(ServiceAccountKind.User, "", false)]
    [DataRow(ServiceAccountKind.Virtual, "", true)]
    public void Account_is_one_of_its_kind(ServiceAccountKind kind, string name, bool good) =>
        Assert.AreEqual(good, new AccountChoice { Kind = kind, Name = name }.Problem is null);

    [TestMethod]
    public void Passphrase_of_a_new_backup_is_typed_twice()
    {
        var choice = new BackupSecretChoice { Passphrase = "one" };

        Assert.IsNull(choice.Problem(isNew: false));
        Assert.IsNotNull(choice.Problem(isNew: true));
        choice.Again = "one";
        Assert.IsNull(choice.Problem(isNew: true));
    }

    [TestMethod]
    [DataRow("Prod A", null)]
    [DataRow("a#b&c ü", "settings")]
    public void Place_of_an_instance_is_found_again(string name, string? tab) =>
        Assert.AreEqual(name, InstancePlace.NameIn(InstancePlace.Of(name, tab)));

    [TestMethod]
    public void Place_of_no_instance_has_none() => Assert.IsNull(InstancePlace.NameIn("watchdog"));

    [TestMethod]
    [DataRow(0.4, "0 s")]
    [DataRow(59.9, "59 s")]
    [DataRow(61, "1 min 1 s")]
    [DataRow(3_700, "1 h 1 min")]
    [DataRow(90_000, "1 d 1 h")]
    public void Duration_is_told_in_two_units(double seconds, string told) => Assert.AreEqual(told, Moment.Duration(TimeSpan.FromSeconds(seconds)));

    public void Dispose() => machine.Dispose();
}
