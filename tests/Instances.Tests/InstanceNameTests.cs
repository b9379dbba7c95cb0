using CsCheck;
using Octopus.Instances;

namespace Octopus.Tests.Instances;

[TestClass]
public sealed class InstanceNameTests
{
    [TestMethod]
    [DataRow("a")]
    [DataRow("Tentacle")]
    [DataRow("Prod A")]
    [DataRow("North & South (EU), no. 1")]
    [DataRow("Größe 実例 żółw")]
    [DataRow("100 = all + $more; #1")]
    [DataRow("CONSOLE")]
    [DataRow("COM10")]
    [DataRow("my.CON")]
    [DataRow(".hidden")]
    [DataRow("😀")]
    public void Check_ordinary_name_returns_it(string name) => Assert.AreEqual(name, InstanceName.Check(name));

    [TestMethod]
    [DataRow("Zoe\u0308 A\u030A", "Zo\u00EB \u00C5")]
    [DataRow("\u1112\u1161\u11AB", "\uD55C")]
    [DataRow("q\u0307\u0323", "q\u0323\u0307")]
    public void Check_returns_the_composed_form(string typed, string kept)
    {
        Assert.AreEqual(kept, InstanceName.Check(typed));
        Assert.IsTrue(InstanceName.IsSame(typed, kept.ToUpperInvariant()));
    }

    [TestMethod]
    [DataRow("ab\u200B", "U+200B")]
    [DataRow("a\u200Db", "U+200D")]
    [DataRow("a\u00ADb", "U+00AD")]
    [DataRow("\u202Etxe.b", "U+202E")]
    [DataRow("a\u2066b", "U+2066")]
    [DataRow("\uFEFFa", "U+FEFF")]
    [DataRow("a\u034Fb", "U+034F")]
    [DataRow("a\u3164b", "U+3164")]
    [DataRow("\u2764\uFE0F", "U+FE0F")]
    [DataRow("a\u2800b", "U+2800")]
    [DataRow("a\U000E0041b", "U+E0041")]
    [DataRow("a\U000E0101b", "U+E0101")]
    public void Check_name_with_a_letter_that_is_not_seen_names_it(string name, string letter)
    {
        var refusal = Assert.ThrowsExactly<InstanceException>(() => InstanceName.Check(name));

        Assert.AreEqual(InstanceError.IllegalName, refusal.Error);
        Assert.Contains($"contains {letter}, which is not seen, so another name could look the same. Choose another name.", refusal.Message);
        // Made by an earlier version, it goes on being found.
        Assert.IsNull(InstanceName.Refusal(name));
    }

    [TestMethod]
    public void Find_takes_the_exact_name_before_the_same_one_typed_otherwise()
    {
        string[] both = ["e\u0301", "\u00E9"];

        Assert.AreEqual(both[1], InstanceName.Find(both, name => name, "\u00C9"));
        Assert.AreEqual(both[0], InstanceName.Find(both, name => name, "E\u0301"));
        Assert.AreEqual(both[0], InstanceName.Find(both[..1], name => name, "\u00E9"));
        Assert.IsNull(InstanceName.Find(both, name => name, "e"));
    }

    [TestMethod]
    [DataRow("", "it is empty")]
    [DataRow(" a", "begins or ends with a space")]
    [DataRow("a ", "begins or ends with a space")]
    [DataRow(" ", "begins or ends with a space")]
    [DataRow("\ta", "begins or ends with a space")]
    [DataRow("-a", "begins with a dash")]
    [DataRow("--instance", "begins with a dash")]
    [DataRow("a.", "ends with a dot")]
    [DataRow(".", "ends with a dot")]
    [DataRow("..", "ends with a dot")]
    [DataRow("a\0b", "control character U+0000")]
    [DataRow("a\u001Fb", "control character U+001F")]
    [DataRow("a\nb", "control character U+000A")]
    [DataRow("a\u007Fb", "control character U+007F")]
    [DataRow("a\u0085b", "control character U+0085")]
    [DataRow("a\"b", "contains the character \"")]
    [DataRow("a'b", "contains the character '")]
    [DataRow("a`b", "contains the character `")]
    [DataRow("a/b", "contains the character /")]
    [DataRow("../b", "contains the character /")]
    [DataRow(@"a\b", @"contains the character \")]
    [DataRow("a:b", "contains the character :")]
    [DataRow("a<b", "contains the character <")]
    [DataRow("a>b", "contains the character >")]
    [DataRow("a|b", "contains the character |")]
    [DataRow("a?b", "contains the character ?")]
    [DataRow("a*b", "contains the character *")]
    [DataRow("a%b", "contains the character %")]
    [DataRow("%PATH%", "contains the character %")]
    [DataRow("a\u00A0b", "white space U+00A0")]
    [DataRow("a\u2003b", "white space U+2003")]
    [DataRow("a\u3000b", "white space U+3000")]
    public void Check_name_that_breaks_a_rule_says_which(string name, string rule)
    {
        var refusal = Refusal(name);

        Assert.Contains(rule, refusal.Message);
        Assert.EndsWith("Choose another name.", refusal.Message);
    }

    [TestMethod]
    // Not as data: half a pair does not survive the way into a data row.
    public void Check_half_a_surrogate_pair_is_refused()
    {
        string[] halves = ["a\uD83D", "a\uDE00b", "\uD83D\uD83D\uDE00"];
        foreach (var name in halves)
            Assert.Contains("half a surrogate pair", Refusal(name).Message);
    }

    [TestMethod]
    [DataRow("CON")]
    [DataRow("con")]
    [DataRow("PRN")]
    [DataRow("Aux")]
    [DataRow("NUL")]
    [DataRow("conin$")]
    [DataRow("CONOUT$")]
    [DataRow("COM0")]
    [DataRow("com9")]
    [DataRow("LPT1")]
    [DataRow("LPT9")]
    [DataRow("COM¹")]
    [DataRow("com²")]
    [DataRow("LPT³")]
    [DataRow("nul.txt")]
    [DataRow("Nul.a.b")]
    [DataRow("CON .x")]
    [DataRow("COM¹.log")]
    public void Check_reserved_device_is_refused(string name) =>
        Assert.Contains("Windows reserves it for a device", Refusal(name).Message);

    [TestMethod]
    public void Check_longest_name_is_allowed_and_one_more_character_is_not()
    {
        var longest = new string('a', InstanceName.MaximumLength);

        Assert.AreEqual(64, InstanceName.MaximumLength);
        Assert.AreEqual(longest, InstanceName.Check(longest));
        Assert.Contains("it has 65 characters and 64 is the most", Refusal(longest + "a").Message);
    }

    [TestMethod]
    public void Check_refusal_of_any_text_can_be_printed_on_one_line() =>
        Gen.String.Where(name => !IsLegal(name)).Sample(name =>
        {
            var message = Refusal(name).Message;
            return !message.Any(char.IsControl) && !message.Any(char.IsSurrogate);
        });

    [TestMethod]
    public void Check_allows_what_keeps_every_rule() =>
        LegalNames.Any.Sample(name => InstanceName.Check(name) == name);

    [TestMethod]
    [DataRow("Tentacle", "tentacle")]
    [DataRow("Prod A", "prod-a")]
    [DataRow("Prod  A", "prod--a")]
    [DataRow("prod-a", "prod-a")]
    [DataRow("ÄÖ", "äö")]
    public void Slug_is_what_the_vendor_writes(string name, string slug) => Assert.AreEqual(slug, InstanceName.Slug(name));

    [TestMethod]
    public void Slug_collides_only_by_case_and_by_space_for_dash() =>
        Gen.Select(LegalNames.Any, LegalNames.Any).Sample((one, other) =>
            (InstanceName.Slug(one) == InstanceName.Slug(other))
            == one.Replace('-', ' ').ToLowerInvariant().Equals(other.Replace('-', ' ').ToLowerInvariant(), StringComparison.Ordinal));

    [TestMethod]
    public void Slug_of_a_legal_name_is_a_file_name_without_surprises() =>
        LegalNames.Any.Sample(name =>
        {
            var slug = InstanceName.Slug(name);
            return slug.Length == name.Length && Path.GetFileName(slug) == slug && !slug.Contains(' ', StringComparison.Ordinal);
        });

    private static bool IsLegal(string name)
    {
        try
        {
            InstanceName.Check(name);
            return true;
        }
        catch (InstanceException)
        {
            return false;
        }
    }

    private static InstanceException Refusal(string name)
    {
        var refusal = Assert.ThrowsExactly<InstanceException>(() => InstanceName.Check(name));
        Assert.AreEqual(InstanceError.IllegalName, refusal.Error);
        return refusal;
    }
}
