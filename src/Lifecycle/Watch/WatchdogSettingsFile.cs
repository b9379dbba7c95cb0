using System.Text;
using System.Text.Json;
using Octopus.Instances;

namespace Octopus.Lifecycle.Watch;

/// <summary>The file that holds the settings of the watchdog, one for each application of a machine.</summary>
/// <param name="machine">The machine folder.</param>
/// <param name="application">The application.</param>
public sealed class WatchdogSettingsFile(MachineFolder machine, Application application)
{
    private const long LargestFile = 1024 * 1024;
    private const string Interval = nameof(WatchdogSettings.Interval);
    private const string Instances = nameof(Instances);

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(machine.Path, application.Name, "Watchdog.config");

    /// <summary>The settings, or <see langword="null"/> when there are none.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.ConfigurationUnusable"/>: the file cannot be read, or makes no sense.</exception>
    public WatchdogSettings? Read()
    {
        try
        {
            if (!File.Exists(Path))
                return null;
            if (new FileInfo(Path).Length > LargestFile)
                throw Unusable("is larger than a megabyte", null);
            if (!WrittenText.TryRead(SharedFile.ReadBytes(Path, LargestFile), out var text, out var problem))
                throw Unusable(problem, null);
            using var document = HandwrittenJson.Parse(text);
            return Parse(document.RootElement);
        }
        catch (JsonException malformed)
        {
            throw Unusable(HandwrittenJson.Problem(malformed), malformed);
        }
        catch (InvalidOperationException malformed)
        {
            // For text that is no valid Unicode.
            throw Unusable("is not valid JSON", malformed);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"cannot be opened ({unreadable.Message.TrimEnd('.')})", unreadable, RecordProblem.TryAgain);
        }
    }

    /// <summary>Writes the settings; what they were before stays beside them.</summary>
    public void Write(WatchdogSettings settings)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber(Interval, settings.Interval);
            writer.WriteStartArray(Instances);
            foreach (var name in settings.Scope.Names)
                writer.WriteStringValue(name);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        AtomicFile.Write(Path, Encoding.UTF8.GetString(stream.ToArray()));
    }

    private WatchdogSettings Parse(JsonElement root)
    {
        if (HandwrittenJson.Property(root, Interval) is not { ValueKind: JsonValueKind.Number } interval || !interval.TryGetInt32(out var minutes)
            || !WatchdogSettings.IsInterval(minutes))
        {
            throw Unusable($"has no {Interval} from {WatchdogSettings.ShortestInterval} to {WatchdogSettings.LongestInterval}", null);
        }

        if (HandwrittenJson.Property(root, Instances) is not { ValueKind: JsonValueKind.Array } names
            || names.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(name.GetString()))
            || names.GetArrayLength() == 0)
        {
            throw Unusable($"has no list of {Instances}", null);
        }

        return new(minutes, WatchScope.Of(names.EnumerateArray().Select(name => name.GetString()!)));
    }

    private InstanceException Unusable(string what, Exception? cause, string nextStep = "Correct it, or write them anew with: watchdog create") => new(
        InstanceError.ConfigurationUnusable,
        $"The settings of the watchdog, {Path}, cannot be used: the file {what}. {nextStep}.",
        cause);
}
