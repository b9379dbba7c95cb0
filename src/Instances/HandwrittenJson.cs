using System.Text;
using System.Text.Json;

namespace Octopus.Instances;

/// <summary>
/// JSON as people write it and as the vendor reads it: with comments, a comma too many, single quotes, names without quotes and names in
/// any case.
/// </summary>
public static class HandwrittenJson
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads a text. Its lines are counted as in the text.</summary>
    /// <exception cref="JsonException">It is no JSON, not even such.</exception>
    public static JsonDocument Parse(string text) => JsonDocument.Parse(WithDoubleQuotes(text), Tolerant);

    /// <summary>The property of that name in any case, of several the last one; <see langword="null"/> when there is none.</summary>
    public static JsonElement? Property(JsonElement json, string name) => json.ValueKind != JsonValueKind.Object
        ? null
        : json.EnumerateObject()
            .Where(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(property => (JsonElement?)property.Value)
            .LastOrDefault();

    /// <summary>What is wrong with a text that cannot be read, as the end of a sentence that begins with it.</summary>
    public static string Problem(JsonException malformed) =>
        malformed.LineNumber is { } line ? $"is not valid JSON at line {line + 1}" : "is not valid JSON";

    // Only quotes change: what is wrong besides is for the reader to say, and where.
    private static string WithDoubleQuotes(string text)
    {
        var strict = new StringBuilder(text.Length + 16);
        var at = 0;
        while (at < text.Length)
        {
            var end = EndOfWord(text, at);
            if (text[at] == '\'')
                AddQuoted(strict, text, at + 1, end);
            else if (IsName(text, at, end))
                strict.Append('"').Append(text, at, end - at).Append('"');
            else
                strict.Append(text, at, end - at);
            at = end;
        }

        return strict.ToString();
    }

    // A word is a string with its quotes, a comment, a run of letters and digits, or one other character.
    private static int EndOfWord(string text, int at)
    {
        var end = at + 1;
        switch (text[at])
        {
            case '"' or '\'':
                while (end < text.Length && text[end] != text[at])
                    end += text[end] == '\\' ? 2 : 1;
                return Math.Min(end + 1, text.Length);
            case '/' when end < text.Length && text[end] == '/':
                return text.IndexOfAny(['\r', '\n'], end) is var line && line < 0 ? text.Length : line;
            case '/' when end < text.Length && text[end] == '*':
                return text.IndexOf("*/", end + 1, StringComparison.Ordinal) is var close && close < 0 ? text.Length : close + 2;
            case var first when IsLetter(first):
                while (end < text.Length && IsLetter(text[end]))
                    end++;
                return end;
            default:
                return end;
        }
    }

    private static bool IsName(string text, int at, int end)
    {
        if (!IsLetter(text[at]) || char.IsDigit(text[at]))
            return false;
        while (end < text.Length && char.IsWhiteSpace(text[end]))
            end++;
        return end < text.Length && text[end] == ':';
    }

    private static bool IsLetter(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '$';

    // From behind the opening quote to behind the closing one, which a text that ends too early has not.
    private static void AddQuoted(StringBuilder strict, string text, int start, int end)
    {
        strict.Append('"');
        for (var at = start; at < end; at++)
        {
            switch (text[at])
            {
                case '\\' when at + 1 < end && text[at + 1] == '\'':
                    strict.Append(text[++at]);
                    break;
                case '\\' when at + 1 < end:
                    strict.Append(text[at]).Append(text[++at]);
                    break;
                case '"':
                    strict.Append("\\\"");
                    break;
                case '\'':
                    strict.Append('"');
                    break;
                default:
                    strict.Append(text[at]);
                    break;
            }
        }
    }
}
