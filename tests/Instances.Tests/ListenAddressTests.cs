using System.Net;
using CsCheck;
using Octopus.Instances;

namespace Octopus.Tests.Instances;

[TestClass]
public sealed class ListenAddressTests
{
    [TestMethod]
    [DataRow("any", null, "127.0.0.1", "any")]
    [DataRow("ANY", null, "127.0.0.1", "any")]
    [DataRow("0.0.0.0", "0.0.0.0", "127.0.0.1", "0.0.0.0")]
    [DataRow("10.1.2.3", "10.1.2.3", "10.1.2.3", "10.1.2.3")]
    [DataRow("::", "::", "::1", "::")]
    [DataRow("::1", "::1", "::1", "::1")]
    [DataRow("FE80::0001%3", "fe80::1%3", "fe80::1%3", "fe80::1%3")]
    public void Address_says_where_to_listen_where_the_machine_reaches_it_and_how_it_is_stored(string text, string? one, string local, string stored)
    {
        var address = ListenAddress.Check(text);

        Assert.AreEqual(one is null ? null : IPAddress.Parse(one), address.One);
        Assert.AreEqual(IPAddress.Parse(local), address.Local);
        Assert.AreEqual(stored, address.ToString());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" ")]
    [DataRow("1")]
    [DataRow("10.1")]
    [DataRow("010.0.0.1")]
    [DataRow("0x7f.0.0.1")]
    [DataRow("10.1.2.3 ")]
    [DataRow("10.1.2.256")]
    [DataRow("224.0.0.1")]
    [DataRow("255.255.255.255")]
    [DataRow("ff02::1")]
    [DataRow("[::1]")]
    [DataRow("[::1]:80")]
    [DataRow("localhost")]
    [DataRow("any,10.1.2.3")]
    public void Check_something_else_is_refused(string text)
    {
        var refusal = Assert.ThrowsExactly<InstanceException>(() => ListenAddress.Check(text));

        Assert.AreEqual(InstanceError.IllegalValue, refusal.Error);
        Assert.AreEqual($"'{text}' is not an address to listen on. Name an IP address of this machine, or 'any' for all of them.", refusal.Message);
    }

    [TestMethod]
    public void Any_text_that_is_an_address_is_the_same_one_when_it_is_stored_and_read_again() =>
        Gen.OneOf(
            AnyName.Any,
            Gen.Byte.Array[4].Select(bytes => new IPAddress(bytes).ToString()),
            Gen.Byte.Array[16].Select(bytes => new IPAddress(bytes).ToString()),
            Gen.Char["0123456789.:af%"].Array[0, 20].Select(letters => new string(letters))).Sample(
            text =>
            {
                if (ListenAddress.TryParse(text, out var address))
                    Assert.AreEqual(address, ListenAddress.Check(address.ToString()));
                else
                    Assert.AreEqual(ListenAddress.Any, address);
            },
            iter: 3_000,
            print: AnyName.Print);
}
