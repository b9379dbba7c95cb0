using System.Text;
using CsCheck;

namespace Octopus.Tests.Instances;

/// <summary>Configuration files as disks, editors and other programs may leave them.</summary>
internal static class ConfigurationFiles
{
    private const string Good = """
        <?xml version="1.0" encoding="utf-8"?>
        <octopus-settings xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <!-- Größe -->
          <set key="Octopus.Home">C:\Octopus &amp; more</set>
          <set key="Tentacle.Services.PortNumber">10934</set>
          <set key="Tentacle.Services.ListenIP">10.1.2.3</set>
          <set key="Tentacle.Communication.TrustedOctopusServers">[{"Thumbprint":"7775","Address":null}]</set>
          <set key="Tentacle.Log.Level">Debug</set>
          <set key="Empty" /><set key="Nested">a<b>c</b><![CDATA[<d>]]></set>
        </octopus-settings>
        """;

    private static readonly Gen<string> Piece = Gen.OneOf(
        "<octopus-settings>", "</octopus-settings>", "<octopus-settings/>", "<set key=\"a\">", "<set key='Tentacle.Services.PortNumber'>", "<set>", "</set>",
        "<x:set key=\"a\" xmlns:x=\"y\"/>", "<set key=\"a\" key=\"b\"/>", "<other/>", "text", "70000", "-1", "&amp;", "&nbsp;", "&#0;", "&#xD800;", "&#x10FFFF;", "]]>", "<![CDATA[", "]]>",
        "<!--", "-->", "<?pi ?>", "<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"no-such\"?>", "<?xml version=\"1.0\" encoding=\"utf-7\"?>",
        "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "<?xml version=\"1.1\"?>", "<!DOCTYPE octopus-settings>", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "\0", "\uFEFF", "\uFFFE", "<", ">", "\"", " ", "\n");

    private static readonly Gen<Encoding> Encodings = Gen.OneOf(
        Encoding.UTF8, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1);

    /// <summary>Any bytes: random ones, a good file with a few bytes changed or its end missing, and pieces of XML in any order.</summary>
    public static Gen<byte[]> Any { get; } = Gen.Frequency(
        (1, Gen.Byte.Array[0, 100]),
        (3, Gen.Select(Gen.Select(Gen.Int[0, 800], Gen.Byte).Array[0, 3], Encodings, (changes, encoding) => Changed(encoding, changes))),
        (1, Gen.Select(Encodings, Gen.Double[0, 1], (encoding, part) => Bytes(encoding, Good[..(int)(Good.Length * part)]))),
        (4, Gen.Select(Piece.Array[0, 8], Encodings, (pieces, encoding) => Bytes(encoding, string.Concat(pieces)))),
        (2, Gen.Select(Piece.Array[0, 4], Encodings, (pieces, encoding) => Bytes(encoding, $"<octopus-settings>{string.Concat(pieces)}</octopus-settings>"))));

    /// <summary>A file with an element in an element in an element, and so on.</summary>
    public static string Nested(int depth)
    {
        var text = new StringBuilder("<octopus-settings><set key=\"a\">");
        for (var level = 0; level < depth; level++)
            text.Append("<a>");
        text.Append("deep");
        for (var level = 0; level < depth; level++)
            text.Append("</a>");
        return text.Append("</set></octopus-settings>").ToString();
    }

    private static byte[] Changed(Encoding encoding, (int At, byte With)[] changes)
    {
        var bytes = Bytes(encoding, Good);
        foreach (var (at, with) in changes)
            bytes[at % bytes.Length] = with;
        return bytes;
    }

    private static byte[] Bytes(Encoding encoding, string text) => [.. encoding.Preamble, .. encoding.GetBytes(text)];
}
