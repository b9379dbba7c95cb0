using System.Net;
using Octopus.Tentacle.Agent;

namespace Octopus.Tests.Tentacle.Agent;

/// <summary>How many connections are served, and for whom there is always room.</summary>
[TestClass]
public sealed class ConnectionLimitsTests
{
    private readonly ConnectionLimits limits = new();

    [TestMethod]
    [DataRow("192.0.2.1")]
    [DataRow("2001:db8::1")]
    [DataRow("127.0.0.1")]
    [DataRow("::1")]
    public void One_address_has_its_share_and_leaves_the_rest(string address)
    {
        Assert.AreEqual(ConnectionLimits.MostOfOne, Enter(Enumerable.Repeat(IPAddress.Parse(address), 300)));

        Assert.IsTrue(limits.TryEnter(IPAddress.Parse("192.0.2.99")));
        Assert.IsTrue(limits.TryEnter(IPAddress.Parse("127.0.0.2")));
    }

    [TestMethod]
    public void One_network_of_version_6_counts_as_one_address() =>
        Assert.AreEqual(ConnectionLimits.MostOfOne, Enter(Enumerable.Range(1, 300).Select(host => IPAddress.Parse($"2001:db8:1:2::{host:x}"))));

    [TestMethod]
    public void Address_of_version_4_is_the_same_in_the_words_of_version_6() =>
        Assert.AreEqual(ConnectionLimits.MostOfOne, Enter(Enumerable.Range(1, 300).Select(number => IPAddress.Parse(number % 2 == 0 ? "192.0.2.1" : "::ffff:192.0.2.1"))));

    [TestMethod]
    public void All_the_network_together_leaves_room_for_this_machine()
    {
        Assert.AreEqual(ConnectionLimits.Most - ConnectionLimits.Reserved, Enter(Enumerable.Range(1, 1000).Select(host => new IPAddress([10, 1, (byte)(host / 250), (byte)(host % 250)]))));

        Assert.AreEqual(ConnectionLimits.MostOfOne, Enter(Enumerable.Repeat(IPAddress.Loopback, 40)));
        Assert.AreEqual(ConnectionLimits.MostOfOne, Enter(Enumerable.Repeat(IPAddress.IPv6Loopback, 40)));
        Assert.IsFalse(limits.TryEnter(IPAddress.Parse("127.0.0.2")), "That is all there are.");
    }

    [TestMethod]
    public void Place_that_was_left_is_free_again()
    {
        for (var round = 0; round < 3; round++)
        {
            Assert.AreEqual(ConnectionLimits.MostOfOne, Enter(Enumerable.Repeat(IPAddress.Parse("192.0.2.1"), 50)));
            for (var one = 0; one < ConnectionLimits.MostOfOne; one++)
                limits.Leave(IPAddress.Parse("192.0.2.1"));
        }
    }

    private int Enter(IEnumerable<IPAddress> addresses) => addresses.Count(limits.TryEnter);
}
