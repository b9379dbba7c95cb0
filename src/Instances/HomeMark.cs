using System.Text;
using System.Text.Json;

namespace Octopus.Instances;

/// <summary>
/// The file in a home that says whose home it is. Only commands of administrators make it: a folder without it was never said to be a
/// home, whatever a configuration says, and with another instance's it is that one's.
/// </summary>
/// <param name="Application">The application.</param>
/// <param name="InstanceName">The instance.</param>
public sealed record HomeMark(string Application, string InstanceName)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "octopus-home.json";

    private const long LargestFile = 4096;

    /// <summary>Where the mark of a home is.</summary>
    public static string PathIn(string home) => Path.Combine(home, FileName);

    /// <summary>Marks a folder, which is there.</summary>
    /// <exception cref="IOException">The mark cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write it.</exception>
    public void Write(string home)
    {
        // Made anew, never written into: what stands there may be a link or another name of somebody's file.
        AtomicFile.Delete(PathIn(home));
        AtomicFile.Write(PathIn(home), Format());
    }

    /// <summary>The mark of a folder, or <see langword="null"/> when it has none that can be read.</summary>
    public static HomeMark? Read(string home)
    {
        try
        {
            if (File.GetAttributes(PathIn(home)).HasFlag(FileAttributes.ReparsePoint))
                return null;
            using var document = JsonDocument.Parse(SharedFile.ReadText(PathIn(home), Encoding.UTF8, LargestFile));
            return new(Text(document, nameof(Application)), Text(document, nameof(InstanceName)));
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Whoever asks says that there is no mark, and how to make one.
            return null;
        }
    }

    private static string Text(JsonDocument document, string property) => document.RootElement.GetProperty(property).GetString() ?? "";

    private string Format()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString(nameof(Application), Application);
            writer.WriteString(nameof(InstanceName), InstanceName);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
