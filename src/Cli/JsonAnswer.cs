using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Octopus.Cli;

/// <summary>
/// Answers for programs, written in one way: as ASCII, which is UTF-8 and every code page at once. A shell between the two programs may read
/// in any of them, as PowerShell does, and no name becomes another one.
/// </summary>
internal static class JsonAnswer
{
    // No web page has these answers in it: quotes stay readable.
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write<T>(TextWriter output, T answer, JsonTypeInfo<T> type)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Readable))
            JsonSerializer.Serialize(writer, answer, type);
        output.WriteLine(Ascii(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length)));
    }

    // Outside of texts JSON has no other letters, so each can be escaped wherever it stands.
    private static string Ascii(string json)
    {
        var text = new StringBuilder(json.Length);
        foreach (var letter in json)
        {
            if (char.IsAscii(letter))
                text.Append(letter);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}");
        }

        return text.ToString();
    }
}
