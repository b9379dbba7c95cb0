using CsCheck;

namespace Octopus.Tests.Instances;

/// <summary>Names that keep every rule, written down a second time and independently of the product.</summary>
internal static class LegalNames
{
    private const string Ordinary = "abcxyzABCXYZ0189 .-_&()[]{}$#=+;,!@^~äÖßéłŻ実例ΑΒΓαβγςσЖж";

    /// <summary>Any legal name. Few letters, so that names resemble each other.</summary>
    public static Gen<string> Any { get; } = Gen.Frequency(
            (4, Gen.String[Gen.Char["aAbB .-"], 1, 4]),
            (2, Gen.String[Gen.Char[Ordinary], 1, 64]),
            (1, Gen.String[Gen.Char[Ordinary], 64, 64]))
        .Where(name => name.Trim().Length == name.Length && !name.StartsWith('-') && !name.EndsWith('.'));
}
