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

            if (!WrittenText.TryRead(SharedFile.ReadBytes(path, LargestRecord), out var written, out reason))
                return false;
            using var document = HandwrittenJson.Parse(written);
            var json = document.RootElement;
            if (Text(json, "Name") is not { } name || Text(json, "ConfigurationFilePath") is not { } configuration)
            {
                reason = "lacks a Name or a ConfigurationFilePath";
                return false;
            }

            if (!InstanceRecord.TryRead(name, configuration, Text(json, HomeProperty), out record, out reason))
                return false;
            record = record with { SharesHome = HandwrittenJson.Property(json, SharesHomeProperty)?.ValueKind == JsonValueKind.True };
            return true;
        }
        catch (JsonException malformed)
        {
            reason = HandwrittenJson.Problem(malformed);
            return false;
        }
        catch (InvalidOperationException)
        {
            reason = "is not valid JSON: it holds half a surrogate pair";
            return false;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            reason = "is missing";
            return false;
        }
    }

    // People's tools leave blanks around a value.
    private static string? Text(JsonElement json, string property) =>
        HandwrittenJson.Property(json, property) is { ValueKind: JsonValueKind.String } value && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;

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
