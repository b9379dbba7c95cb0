using System.Text.Json;
using CsCheck;
using Octopus.Instances;

namespace Octopus.Tests.Instances;

[TestClass]
public sealed class TrustedServersTests
{
    private const string One = "77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6";
    private const string Other = "9988776655443322111000AAABBBCCCDDDEEEFFF";

    [TestMethod]
    public void New_server_is_written_with_the_vendors_fields() =>
        Assert.AreEqual(
            $$"""[{"Thumbprint":"{{One}}","CommunicationStyle":"TentaclePassive","Address":null,"Squid":null,"SubscriptionId":null}]""",
            TrustedServers.None.With(One.ToLowerInvariant()).ToString());

    [TestMethod]
    public void What_this_version_does_not_know_is_kept_as_it_is_written()
    {
        const string text = """
            [
              {"Thumbprint":"77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6","CommunicationStyle":2,"Address":"https://10.0.255.160:10943","Later":{"a":[1.50,"\u00e9/"]}},
              {"NoThumbprint":true}, 7, null
            ]
            """;

        var servers = Parse(text).With(Other);

        CollectionAssert.AreEqual(new[] { One, Other }, servers.Thumbprints.ToArray());
        Assert.StartsWith(
            """[{"Thumbprint":"77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6","CommunicationStyle":2,"Address":"https://10.0.255.160:10943","Later":{"a":[1.50,"\u00e9/"]}},{"NoThumbprint":true},7,null,{""",
            servers.ToString());
        Assert.AreEqual("""[{"NoThumbprint":true},7,null]""", servers.Without(One).Without(Other).ToString());
    }

    [TestMethod]
    public void Server_that_is_trusted_already_is_not_added_again()
    {
        var servers = Parse($$"""[{"thumbprint":"{{One.ToLowerInvariant()}}"}]""");

        Assert.AreSame(servers, servers.With(One));
        Assert.IsEmpty(servers.Without(One).Thumbprints);
    }

    [TestMethod]
    public void Every_entry_of_a_thumbprint_is_taken_away_and_one_that_is_not_there_changes_nothing()
    {
        var servers = Parse($$"""[{"Thumbprint":"{{One}}","Address":"a"},{"Thumbprint":"{{Other}}"},{"Thumbprint":"{{One}}","Address":"b"},]""");

        CollectionAssert.AreEqual(new[] { One, Other }, servers.Thumbprints.ToArray());
        Assert.AreEqual($$"""[{"Thumbprint":"{{Other}}"}]""", servers.Without(One).ToString());
        Assert.AreSame(servers, servers.Without("1234"));
    }

    [TestMethod]
    public void What_stands_in_place_of_a_thumbprint_can_be_taken_away_too()
    {
        var servers = Parse("""[{"Thumbprint":"none yet"},{"Thumbprint":"77 75 1F 90 F9 EE DC EE 0C 0C D8 4F 7A 3C C7 26 AD 12 3F A6"}]""");

        Assert.AreEqual("[]", servers.Without("None Yet").Without(One).ToString());
        Assert.AreSame(servers, servers.With(One));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" \n ")]
    [DataRow("null")]
    [DataRow("[ ]")]
    public void Nothing_is_nobody(string text) => Assert.IsEmpty(Parse(text).Thumbprints);

    [TestMethod]
    public void Text_by_hand_is_read_and_what_stays_of_it_is_JSON()
    {
        var servers = Parse($"[ {{ thumbprint : '{One}', 'Address': 'https://a:10943', }}, // the old one\n]");

        Assert.AreEqual(One, Assert.ContainsSingle(servers.Thumbprints));
        Assert.AreEqual("https://a:10943", JsonDocument.Parse(servers.With(Other).ToString(), new() { AllowTrailingCommas = true }).RootElement[0].GetProperty("Address").GetString());
    }

    [TestMethod]
    [DataRow("[")]
    [DataRow("{}")]
    [DataRow("7")]
    [DataRow("""["\ud800", {"Thumbprint":"\ud800"}]""")]
    [DataRow(One)]
    public void Something_else_cannot_be_read(string text) => Assert.IsFalse(TrustedServers.TryParse(text, out _));

    [TestMethod]
    public void With_something_that_is_no_thumbprint_is_refused() =>
        Assert.AreEqual(InstanceError.IllegalValue, Assert.ThrowsExactly<InstanceException>(() => TrustedServers.None.With("x")).Error);

    [TestMethod]
    public void Any_changes_leave_every_other_entry_and_a_text_that_is_read_again() =>
        Gen.Select(Gen.OneOf(Gen.Const("7"), Gen.Const("""{"a":[{}]}"""), Thumbprints.Select(print => $$"""{"Thumbprint":"{{print}}","x":1.0}""")).Array[0, 5], Thumbprints.Array[0, 5], Thumbprints.Array[0, 5]).Sample(
            (entries, added, removed) =>
            {
                var before = Parse($"[{string.Join(" , ", entries)}]");

                var after = added.Aggregate(removed.Aggregate(before, (servers, print) => servers.Without(print)), (servers, print) => servers.With(print));

                CollectionAssert.AreEqual(before.Thumbprints.Except(removed).Union(added).ToArray(), after.Thumbprints.ToArray());
                CollectionAssert.AreEqual(
                    entries.Where(entry => !removed.Any(print => entry.Contains(print, StringComparison.Ordinal))).ToArray(),
                    JsonDocument.Parse(after.ToString()).RootElement.EnumerateArray().Select(entry => entry.GetRawText())
                        .Where(entry => !entry.Contains("CommunicationStyle", StringComparison.Ordinal)).ToArray());
                Assert.AreEqual(after.ToString(), Parse(after.ToString()).ToString());
            },
            iter: 500);

    private static Gen<string> Thumbprints => Gen.Char["0F"].Array[3].Select(letters => new string(letters).PadLeft(Thumbprint.Length, 'A'));

    private static TrustedServers Parse(string text)
    {
        Assert.IsTrue(TrustedServers.TryParse(text, out var servers), text);
        return servers;
    }
}
