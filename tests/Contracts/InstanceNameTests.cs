using Octopus.Instances;

namespace Octopus.Tests.Contracts;

/// <summary>Windows composes names: the runtime, which has no cultures here, would leave them as they are.</summary>
[TestClass]
public sealed class InstanceNameTests
{
    [TestMethod]
    [DataRow("Zoe\u0308", "Zo\u00EB")]
    [DataRow("\u1112\u1161\u11AB", "\uD55C")]
    [DataRow("大阪 🐙", "大阪 🐙")]
    public void Name_is_composed(string typed, string kept)
    {
        Assert.AreEqual(kept, InstanceName.Check(typed));
        Assert.IsTrue(InstanceName.IsSame(typed, kept));
    }

    [TestMethod]
    public void Half_a_surrogate_pair_stays_what_it_is() => Assert.IsFalse(InstanceName.IsSame("\uD83D\u0301", "\uDC19\u0301"));
}
