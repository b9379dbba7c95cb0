using System.Text.Json;
using CsCheck;
using Octopus.Instances;

namespace Octopus.Tests.Instances;

/// <summary>What holds for any JSON: strict text means what it meant, and written with single quotes it means the same.</summary>
[TestClass]
public sealed class HandwrittenJsonTests
{
    private static readonly Gen<string> Words = Gen.String[Gen.Char["aB1 '\"\\/*{}[]:,\n\té😀_$"], 0, 12].Where(text => !text.Any(char.IsSurrogate));

    private static readonly Gen<(string Name, string Value)[]> Objects = Gen.Select(Words, Words).Array[0, 5];

    [TestMethod]
    public void Strict_text_means_what_it_meant() => Objects.Sample(
        pairs =>
        {
            var text = $"{{{string.Join(',', pairs.Select(pair => $"{JsonSerializer.Serialize(pair.Name)}:{JsonSerializer.Serialize(pair.Value)}"))}}}";
            Same(pairs, text);
        },
        iter: 2_000);

    [TestMethod]
    public void Text_with_single_quotes_comments_and_a_comma_too_many_means_the_same() => Objects.Sample(
        pairs =>
        {
            var text = string.Concat(pairs.Select(pair => $"/* '\" */ {Single(pair.Name)} : {Single(pair.Value)}, // it's\n"));
            Same(pairs, $"{{ {text} }}");
        },
        iter: 2_000);

    [TestMethod]
    public void Any_text_is_read_or_refused_with_a_line_that_it_has() => Gen.String[Gen.Char["{}[]'\":,/*\\\n a1"], 0, 30].Sample(
        text =>
        {
            try
            {
                HandwrittenJson.Parse(text).Dispose();
            }
            catch (JsonException malformed)
            {
                Assert.IsInRange(0, text.Count(letter => letter == '\n'), malformed.LineNumber ?? 0);
            }
        },
        iter: 5_000);

    [TestMethod]
    public void Property_is_the_last_of_its_name_in_any_case_and_no_other_kind_of_value_has_one()
    {
        using var json = HandwrittenJson.Parse("{'Port':1,'port':2,'Ports':3}");

        Assert.AreEqual(2, HandwrittenJson.Property(json.RootElement, "PORT")!.Value.GetInt32());
        Assert.IsNull(HandwrittenJson.Property(json.RootElement, "Home"));
        Assert.IsNull(HandwrittenJson.Property(json.RootElement.GetProperty("Ports"), "Port"));
    }

    private static void Same((string Name, string Value)[] pairs, string text)
    {
        using var json = HandwrittenJson.Parse(text);
        CollectionAssert.AreEqual(pairs, json.RootElement.EnumerateObject().Select(property => (property.Name, property.Value.GetString()!)).ToArray(), text);
    }

    private static string Single(string text)
    {
        var inside = JsonSerializer.Serialize(text)[1..^1].Replace("\\u0022", "\"", StringComparison.Ordinal).Replace("\\u0027", "\\'", StringComparison.Ordinal);
        return $"'{inside}'";
    }
}
