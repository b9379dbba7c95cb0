using System.Text.Json;

namespace Octopus.Lifecycle.Health;

/// <summary>The body of an agent's answer: <c>{"instance":"…","version":"…","processId":1}</c>, and what else later versions say.</summary>
internal static class HealthJson
{
    /// <summary>Longer than any name or version; these words go into logs.</summary>
    private const int LongestText = 256;

    /// <summary>What the answer says.</summary>
    /// <exception cref="BadAnswerException">It is not JSON, or says too little.</exception>
    public static HealthAnswer Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var answer = document.RootElement;
            if (answer.ValueKind != JsonValueKind.Object)
                throw new BadAnswerException("answered JSON that is no object");
            return HealthAnswer.From(Text(answer, "instance"), Text(answer, "version"), ProcessId(answer));
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The second is for text that is no valid Unicode.
            throw new BadAnswerException("answered something that is not JSON", malformed);
        }
    }

    private static string Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= LongestText } text && !text.Any(char.IsControl)
            ? text
            : throw Missing(name);

    private static int ProcessId(JsonElement answer) =>
        answer.TryGetProperty("processId", out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var id) && id > 0
            ? id
            : throw Missing("processId");

    private static BadAnswerException Missing(string name) => new($"answered without a usable '{name}'");
}
