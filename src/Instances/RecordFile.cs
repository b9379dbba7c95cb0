using System.Text;
using System.Text.Json;

namespace Octopus.Instances;

/// <summary>
/// One file of the index: the record of one instance, as the vendor writes it, with the home beside what the vendor's has. The vendor
/// reads it as its own and passes over the home.
/// </summary>
public static class RecordFile
{
    private const long LargestRecord = 64 * 1024;
    private const string HomeProperty = "Home";
    private const string SharesHomeProperty = "SharesHome";

    // Strict: with a letter replaced, the record would be another instance's.
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a record, whatever the file is called.</summary>
    /// <param name="path">The file.</param>
    /// <param name="record">The record, when there is one.</param>
    /// <param name="problem">Why there is none, when there is none.</param>
    public static bool TryRead(string path, out InstanceRecord record, out RecordProblem problem)
    {
        try
        {
            problem = TryParse(path, out record, out var reason) ? null! : new(path, reason);
        }
        catch (Exception unopened) when (InstanceException.IsUnopened(unopened))
        {
            (record, problem) = (null!, new(path, $"cannot be opened ({unopened.Message.TrimEnd('.')})") { CannotBeOpened = true });
        }

        return problem is null;
    }

    private static bool TryParse(string path, out InstanceRecord record, out string reason)
    {
        record = null!;
        try
        {
            if (new FileInfo(path).Length > LargestRecord)
            {
                reason = $"is larger than {LargestRecord / 1024} kB";
                return false;
            }

            using var document = JsonDocument.Parse(SharedFile.ReadText(path, Utf8, LargestRecord));
            if (Text(document, "Name") is not { } name || Text(document, "ConfigurationFilePath") is not { } configuration)
            {
                reason = "lacks a Name or a ConfigurationFilePath";
                return false;
            }

            if (!InstanceRecord.TryRead(name, configuration, Text(document, HomeProperty), out record, out reason))
                return false;
            record = record with { SharesHome = IsTrue(document, SharesHomeProperty) };
            return true;
        }
        catch (DecoderFallbackException)
        {
            reason = "is not UTF-8 text";
            return false;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            reason = "is not valid JSON";
            return false;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            reason = "is missing";
            return false;
        }
    }

    private static string? Text(JsonDocument document, string property) =>
        document.RootElement.ValueKind == JsonValueKind.Object
        && document.RootElement.TryGetProperty(property, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
        && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;

    private static bool IsTrue(JsonDocument document, string property) =>
        document.RootElement.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Writes a record at once; what the file said before stays beside it.</summary>
    public static void Write(string path, InstanceRecord record) => AtomicFile.Write(path, Format(record));

    private static string Format(InstanceRecord record)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("Name", record.Name);
            writer.WriteString("ConfigurationFilePath", record.ConfigurationFilePath);
            if (record.Home is { } home)
                writer.WriteString(HomeProperty, home);
            if (record.SharesHome)
                writer.WriteBoolean(SharesHomeProperty, true);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
