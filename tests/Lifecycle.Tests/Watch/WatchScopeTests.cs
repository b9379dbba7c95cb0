using Octopus.Lifecycle.Watch;

namespace Octopus.Tests.Lifecycle.Watch;

[TestClass]
public sealed class WatchScopeTests
{
    [TestMethod]
    public void Of_names_covers_these_without_regard_to_case_and_no_other()
    {
        var scope = WatchScope.Of(["Prod A", "Prod, B & C", "prod a"]);

        CollectionAssert.AreEqual(new[] { "Prod A", "Prod, B & C" }, scope.Names.ToArray());
        Assert.IsTrue(scope.Covers("PROD a") && scope.Covers("prod, b & c"));
        Assert.IsFalse(scope.Covers("Prod") || scope.Covers("Prod A: B") || scope.Covers("*"));
    }

    [TestMethod]
    public void Of_a_star_among_names_is_all()
    {
        var scope = WatchScope.Of(["Prod A", "*"]);

        Assert.IsTrue(scope.IsAll && scope.Covers("made later"));
        Assert.AreEqual("all instances", scope.ToString());
    }

    [TestMethod]
    public void Of_nothing_is_refused() => Assert.ThrowsExactly<ArgumentException>(() => WatchScope.Of([" ", ""]));
}
