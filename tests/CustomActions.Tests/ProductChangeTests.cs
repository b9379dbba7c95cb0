using Octopus.CustomActions;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.CustomActions;

/// <summary>Standard properties that leave services without their executable.</summary>
[TestClass]
public sealed class ProductChangeTests
{
    private const string Installed = "Installed";
    private const string RemovesAll = "REMOVE~=\"ALL\"";
    private const string TakesTentacleAway = "$TentacleExecutable = 1 OR $TentacleExecutable = 2";

    private readonly FakeInstallSession session = new();

    [TestMethod]
    [DataRow("$TentacleExecutable = 3")]
    // The same package once more, or the other feature.
    [DataRow(Installed)]
    [DataRow(Installed, "$TentacleExecutable = 3")]
    [DataRow(Installed, RemovesAll, TakesTentacleAway)]
    // It was gone already, so nothing is to be done about it.
    [DataRow(Installed, RemovesAll)]
    public void Whatever_leaves_services_with_their_executable_or_removes_the_product_goes_on(params string[] conditions)
    {
        Say(conditions);

        ProductChange.Check(session);
    }

    [TestMethod]
    [DataRow]
    [DataRow(RemovesAll)]
    [DataRow(RemovesAll, "$TentacleExecutable = 3")]
    [DataRow(TakesTentacleAway)]
    public void First_installation_without_the_executable_is_refused(params string[] conditions)
    {
        Say(conditions);

        var refusal = Refusal();

        Assert.StartsWith("This command line installs no Tentacle.exe. Leave REMOVE, ADVERTISE and INSTALLLEVEL away", refusal);
        Assert.EndsWith("Nothing has been changed.", refusal);
    }

    [TestMethod]
    public void Version_that_would_go_with_nothing_in_its_place_is_named()
    {
        session.True.Clear();
        session.Installed["Version"] = "1.0.0";

        Assert.StartsWith("This command line installs no Tentacle.exe and takes the one of version 1.0.0 away.", Refusal());
    }

    [TestMethod]
    public void Feature_of_the_services_is_not_taken_away_by_itself()
    {
        Say(Installed, TakesTentacleAway);

        Assert.StartsWith("The feature Tentacle cannot be taken away by itself", Refusal());
    }

    [TestMethod]
    public void Removal_that_installs_is_refused()
    {
        Say(Installed, RemovesAll, "$TentacleExecutable = 3");

        Assert.StartsWith("REMOVE=ALL stands beside a property that installs", Refusal());
    }

    private string Refusal() => Assert.ThrowsExactly<MaintenanceException>(() => ProductChange.Check(session)).Message;

    private void Say(params string[] conditions)
    {
        session.True.Clear();
        session.True.UnionWith(conditions);
    }
}
