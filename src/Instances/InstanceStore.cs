using System.Text;
using System.Text.Json;

namespace Octopus.Instances;

/// <summary>
/// The index as one JSON file per instance, in the vendor's place and format, together with the vendor's older registry index,
/// which is read and never written. A file wins over a registry entry of the same name.
/// </summary>
/// <param name="machine">The machine folder, which has the files.</param>
/// <param name="application">The application whose instances these are.</param>
/// <param name="legacy">The registry index.</param>
/// <param name="patience">How long a change waits for another program's change. Default: ten seconds.</param>
public sealed class InstanceStore(MachineFolder machine, Application application, ILegacyIndex legacy, TimeSpan? patience = null) : IInstanceStore
{
    private const string Ending = ".config";
    private const long LargestRecord = 64 * 1024;

    // Strict: with a letter replaced, the record would be another instance's.
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _folder = machine.Instances(application);
    private readonly FolderLock _lock = new(machine.Instances(application), patience ?? FolderLock.Patience);

    /// <inheritdoc/>
    public Application Application { get; } = application;

    /// <inheritdoc/>
    public InstanceIndex Read()
    {
        var files = new List<(string Path, InstanceRecord Record)>();
        var problems = new List<RecordProblem>();
        foreach (var path in Files())
        {
            if (TryRead(path, out var record, out var reason))
                files.Add((path, record));
            else
                problems.Add(new(path, reason));
        }

        // A copy that somebody made of a file must not win over the file, wherever the alphabet puts it.
        var records = new Dictionary<string, InstanceRecord>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, record) in files.OrderByDescending(file => IsInItsPlace(file.Path, file.Record)))
        {
            if (records.ContainsKey(record.Name))
                problems.Add(new(path, $"names the instance '{record.Name}' a second time"));
            else
                records.Add(record.Name, record);
        }

        foreach (var record in legacy.Read(Application))
        {
            if (!records.ContainsKey(record.Name))
                records.Add(record.Name, record);
        }

        return new(
            [.. records.Values.OrderBy(record => record.Name, StringComparer.OrdinalIgnoreCase)],
            [.. problems.OrderBy(problem => problem.Path, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <inheritdoc/>
    public IDisposable Lock() => _lock.Enter();

    /// <inheritdoc/>
    public void Add(InstanceRecord record)
    {
        using var held = Lock();
        RequireFree(record);
        AtomicFile.Write(PathOf(record.Name), Format(record));
    }

    /// <inheritdoc/>
    public void RequireFree(InstanceRecord record)
    {
        var slug = InstanceName.Slug(record.Name);
        // Without regard to case although slugs are lower case: two small letters can have one capital, and Windows compares those.
        var taken = Read().Instances.FirstOrDefault(existing => InstanceName.Slug(existing.Name).Equals(slug, StringComparison.OrdinalIgnoreCase));
        if (taken is not null)
        {
            throw new InstanceException(
                InstanceError.AlreadyExists,
                taken.Name == record.Name
                    ? $"There is an instance '{taken.Name}' already. Choose another name."
                    : $"'{record.Name}' is too close to the existing instance '{taken.Name}': both would be kept in {slug}{Ending}. Choose another name.");
        }

        var path = PathOf(record.Name);
        if (File.Exists(path))
        {
            throw new InstanceException(
                InstanceError.AlreadyExists,
                TryRead(path, out var other, out _)
                    ? $"{path}, where the instance '{record.Name}' would be kept, holds the record of '{other.Name}'. Choose another name."
                    : $"{path} is in the way of the instance '{record.Name}' and holds no readable record. Move it away, or choose another name.");
        }
    }

    /// <inheritdoc/>
    public void Remove(string name)
    {
        using var held = Lock();
        // Copies too: the next one would take the place of the first, and the instance would be back.
        var files = Files()
            .Where(file => TryRead(file, out var record, out _) && record.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        files.ForEach(File.Delete);
        if (!legacy.Remove(Application, name) && files.Count == 0)
            throw new InstanceException(InstanceError.NotFound, $"There is no instance '{name}'.");
    }

    private string PathOf(string name) => Path.Combine(_folder, InstanceName.Slug(name) + Ending);

    private static bool IsInItsPlace(string path, InstanceRecord record) =>
        Path.GetFileName(path).Equals(InstanceName.Slug(record.Name) + Ending, StringComparison.OrdinalIgnoreCase);

    // Windows' own pattern matching would also give '.config_old' for '*.config'.
    private IEnumerable<string> Files() =>
        Directory.Exists(_folder)
            ? Directory.EnumerateFiles(_folder)
                .Where(path => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
                .OrderBy(path => path, StringComparer.OrdinalIgnoreCase)
            : [];

    private static bool TryRead(string path, out InstanceRecord record, out string reason)
    {
        record = null!;
        try
        {
            if (new FileInfo(path).Length > LargestRecord)
            {
                reason = $"is larger than {LargestRecord / 1024} kB";
                return false;
            }

            using var document = JsonDocument.Parse(File.ReadAllText(path, Utf8));
            if (Text(document, "Name") is not { } name || Text(document, "ConfigurationFilePath") is not { } configuration)
            {
                reason = "lacks a Name or a ConfigurationFilePath";
                return false;
            }

            record = new(name, configuration);
            reason = "";
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
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            reason = $"cannot be opened ({unreadable.Message})";
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

    private static string Format(InstanceRecord record)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("Name", record.Name);
            writer.WriteString("ConfigurationFilePath", record.ConfigurationFilePath);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
