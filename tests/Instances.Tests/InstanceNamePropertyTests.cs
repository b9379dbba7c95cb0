using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Octopus.Instances;

namespace Octopus.Tests.Instances;

/// <summary>What holds for any text that is given as a name. The rules are written down here a second time.</summary>
[TestClass]
public sealed partial class InstanceNamePropertyTests
{
    private static readonly (string Sentence, Predicate<string> Broken)[] Rules =
    [
        ("it is empty", name => name == ""),
        ("characters and 64 is the most", name => name.Length > 64),
        ("begins or ends with a space", name => name.Length > 0 && (char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]))),
        ("begins with a dash", name => name is ['-', ..]),
        ("ends with a dot", name => name is [.., '.']),
        ("contains the control character U+", name => name.Any(char.IsControl)),
        ("contains the character ", name => name.Any("\"'`/\\:<>|?*%".Contains)),
        ("contains the white space U+", name => name.Any(letter => letter != ' ' && char.IsWhiteSpace(letter))),
        ("half a surrogate pair", name => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)) != name),
        ("reserves it for a device", name => Device().IsMatch(name)),
        ("which is not seen", name => name.EnumerateRunes().Any(letter => Rune.GetUnicodeCategory(letter) == UnicodeCategory.Format || Unseen().IsMatch(letter.ToString()))),
    ];

    // The second has letters whose case only Turkish changes otherwise; the third writes numbers and signs otherwise.
    private static readonly CultureInfo[] Cultures =
        [CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("tr-TR"), CultureInfo.GetCultureInfo("ar-SA"), CultureInfo.GetCultureInfo("lt-LT")];

    [TestMethod]
    public void Check_any_text_returns_it_or_names_a_rule_that_it_breaks() =>
        AnyName.Any.Sample(
            name =>
            {
                var kept = Kept(name);
                var broken = Rules.Where(rule => rule.Broken(kept)).Select(rule => rule.Sentence).ToList();
                if (Refusal(name) is { } refusal)
                    return broken.Any(rule => refusal.Contains(rule, StringComparison.Ordinal));
                return broken.Count == 0 && InstanceName.Check(name) == kept;
            },
            iter: 20_000,
            print: AnyName.Print);

    [TestMethod]
    public void Check_refusal_of_any_text_is_one_line() =>
        AnyName.Any.Sample(
            name => Refusal(name) is not { } refusal || Lines(refusal) == 1 && refusal.EndsWith(". Choose another name.", StringComparison.Ordinal),
            iter: 5_000,
            print: AnyName.Print);

    [TestMethod]
    public void Slug_of_any_legal_name_is_a_legal_name_of_a_file_and_of_a_folder_on_Windows() =>
        AnyName.Any.Where(name => Refusal(name) is null).Sample(
            name =>
            {
                var slug = InstanceName.Slug(name);
                return slug.Length is > 0 and <= 64
                    && !slug.Any("<>:\"/\\|?* ".Contains)
                    && !slug.Any(char.IsControl)
                    && slug[^1] is not ('.' or ' ')
                    && !Device().IsMatch(slug);
            },
            iter: 5_000,
            print: AnyName.Print);

    [TestMethod]
    public void Slug_of_a_slug_is_that_slug() =>
        AnyName.Any.Sample(name => InstanceName.Slug(InstanceName.Slug(name)) == InstanceName.Slug(name), iter: 5_000, print: AnyName.Print);

    [TestMethod]
    public void Culture_of_Turkey_is_one_of_those_that_the_test_below_runs_with() =>
        Assert.AreEqual("ı", "I".ToLower(Cultures[1]), "Without the culture's own rules the test below proves nothing.");

    [TestMethod]
    public void Slug_and_Check_say_the_same_in_every_culture() =>
        Gen.Select(AnyName.Any, Gen.OneOf(Cultures)).Sample(
            (name, culture) => In(culture, () => (InstanceName.Slug(name), Refusal(name))) == (InstanceName.Slug(name), Refusal(name)),
            iter: 5_000,
            print: failed => $"{AnyName.Print(failed.Item1)} in {failed.Item2}");

    private static T In<T>(CultureInfo culture, Func<T> ask)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return ask();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string? Refusal(string name)
    {
        try
        {
            InstanceName.Check(name);
            return null;
        }
        catch (InstanceException refusal) when (refusal.Error == InstanceError.IllegalName)
        {
            return refusal.Message;
        }
    }

    private static string Kept(string name)
    {
        try
        {
            return name.Normalize();
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair.
            return name;
        }
    }

    private static int Lines(string text)
    {
        var count = 0;
        foreach (var _ in text.AsSpan().EnumerateLines())
            count++;
        return count;
    }

    [GeneratedRegex(@"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Device();

    // The last ones are halves of the pairs of the fifteenth plane from U+E0000.
    [GeneratedRegex(@"[\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180D\u180F\u2065\u2800\u3164\uFE00-\uFE0F\uFFA0\uFFF0-\uFFF8]|[\uDB40-\uDB43][\uDC00-\uDFFF]")]
    private static partial Regex Unseen();
}
