namespace Octopus.Certificates;

/// <summary>One block of a PEM text.</summary>
/// <param name="Label">What it says that it holds.</param>
/// <param name="Body">What is between its two lines.</param>
internal sealed record PemBlock(string Label, string Body)
{
    /// <summary>What a block begins with.</summary>
    public const string Beginning = "-----BEGIN ";

    private const string Ending = "-----END ";
    private const string Dashes = "-----";

    /// <summary>What openssl called the encryption of a key before PKCS #8; <see langword="null"/> for none.</summary>
    public string? Cipher => Headers.FirstOrDefault(header => header.StartsWith("DEK-Info:", StringComparison.Ordinal))?["DEK-Info:".Length..].Split(',')[0].Trim();

    /// <summary>What it holds.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public byte[] Content => Convert.FromBase64String(Base64);

    /// <summary>Every block of a text. What is around them is no part of it: programs write there for people.</summary>
    /// <exception cref="IOException">One has no end.</exception>
    public static IEnumerable<PemBlock> AllOf(string text)
    {
        // Of a text that was copied out of JSON or of a variable the line ends are two letters each.
        text = text.Replace(@"\r", "", StringComparison.Ordinal).Replace(@"\n", "\n", StringComparison.Ordinal);
        for (var at = 0; text.IndexOf(Beginning, at, StringComparison.Ordinal) is >= 0 and var begin;)
        {
            var label = text[(begin + Beginning.Length)..Place(text, Dashes, begin + Beginning.Length)];
            var body = begin + Beginning.Length + label.Length + Dashes.Length;
            var end = Place(text, Ending + label + Dashes, body);
            yield return new(label.Trim(), text[body..end]);
            at = end + Ending.Length + label.Length + Dashes.Length;
        }
    }

    /// <summary>The block alone, as every program writes it.</summary>
    public override string ToString() =>
        string.Join('\n', (string[])[$"{Beginning}{Label}{Dashes}", .. Headers.Any() ? Headers.Append("") : [], Base64, $"{Ending}{Label}{Dashes}", ""]);

    private IEnumerable<string> Headers => Lines.Where(line => line.Contains(':', StringComparison.Ordinal));

    private string Base64 => string.Concat(Lines.Where(line => !line.Contains(':', StringComparison.Ordinal)).SelectMany(line => line).Where(letter => !char.IsWhiteSpace(letter)));

    private IEnumerable<string> Lines => Body.Split('\n').Select(line => line.Trim());

    private static int Place(string text, string what, int from) =>
        text.IndexOf(what, from, StringComparison.Ordinal) is >= 0 and var place ? place : throw new IOException($"It has no {what}.");
}
