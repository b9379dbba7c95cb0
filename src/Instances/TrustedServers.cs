using System.Text;
using System.Text.Json;

namespace Octopus.Instances;

/// <summary>
/// The servers an instance trusts, each known by the thumbprint of its certificate: the vendor's JSON array in a setting. What else an
/// entry says, and entries without a thumbprint, are kept as they are written.
/// </summary>
public sealed class TrustedServers
{
    private const string ThumbprintField = "Thumbprint";

    private readonly IReadOnlyList<Entry> _entries;

    private TrustedServers(IReadOnlyList<Entry> entries) => _entries = entries;

    /// <summary>Nobody.</summary>
    public static TrustedServers None { get; } = new([]);

    /// <summary>The thumbprints, in their order, each once. One that was written by hand may be none.</summary>
    public IReadOnlyList<string> Thumbprints =>
        [.. _entries.Select(entry => entry.Thumbprint).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Reads the text of the setting. False when it is not a JSON array.</summary>
    public static bool TryParse(string text, out TrustedServers servers)
    {
        servers = None;
        if (string.IsNullOrWhiteSpace(text))
            return true;
        try
        {
            using var document = HandwrittenJson.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Null)
                return true;
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                return false;
            servers = new([.. document.RootElement.EnumerateArray().Select(entry => new Entry(ThumbprintOf(entry), entry.GetRawText()))]);
            return true;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The second is for text that is no valid Unicode.
            return false;
        }
    }

    /// <summary>These and one more, a server that calls the instance; the same when it is among them already.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.IllegalValue"/>: it is no thumbprint.</exception>
    public TrustedServers With(string thumbprint)
    {
        var added = Thumbprint.Check(thumbprint);
        return _entries.Any(entry => entry.IsOf(added)) ? this : new([.. _entries, new(added, Format(added))]);
    }

    /// <summary>
    /// These without the entries of one thumbprint, however it is written, or of a text that is none and stands in place of one; the same
    /// when it is not among them.
    /// </summary>
    public TrustedServers Without(string thumbprint) =>
        _entries.Any(entry => entry.IsOf(thumbprint)) ? new([.. _entries.Where(entry => !entry.IsOf(thumbprint))]) : this;

    /// <summary>The text of the setting.</summary>
    public override string ToString() => $"[{string.Join(",", _entries.Select(entry => entry.Text))}]";

    private static string? ThumbprintOf(JsonElement entry) =>
        HandwrittenJson.Property(entry, ThumbprintField) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    // The fields that the vendor writes for a server that calls the instance.
    private static string Format(string thumbprint)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString(ThumbprintField, thumbprint);
            writer.WriteString("CommunicationStyle", "TentaclePassive");
            writer.WriteNull("Address");
            writer.WriteNull("Squid");
            writer.WriteNull("SubscriptionId");
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Normal(string text) => Octopus.Instances.Thumbprint.TryParse(text, out var thumbprint) ? thumbprint : text;

    private sealed record Entry(string? Thumbprint, string Text)
    {
        public bool IsOf(string thumbprint) =>
            Thumbprint is not null && Normal(Thumbprint).Equals(Normal(thumbprint), StringComparison.OrdinalIgnoreCase);
    }
}
