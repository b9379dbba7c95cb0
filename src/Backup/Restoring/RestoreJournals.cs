using System.Text.Json;
using System.Text.Json.Serialization;
using Octopus.Instances;

namespace Octopus.Backup.Restoring;

/// <summary>The journals of restores that are in progress or were interrupted, in the machine folder, which only administrators write.</summary>
/// <param name="machine">The machine folder.</param>
/// <param name="application">The application of the instances.</param>
public sealed class RestoreJournals(MachineFolder machine, Application application)
{
    private const string Ending = ".json";

    private readonly string _folder = Path.Combine(machine.Path, application.Name, "Restores");

    /// <summary>Every one there is.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.FileUnusable"/> when one cannot be read.</exception>
    public IReadOnlyList<RestoreJournal> Read() =>
        Directory.Exists(_folder) ? [.. Directory.EnumerateFiles(_folder, "*" + Ending).Order(StringComparer.OrdinalIgnoreCase).Select(ReadFile)] : [];

    /// <summary>Refuses while there is one of the instance.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.Interrupted"/>.</exception>
    public void RequireNone(string instance)
    {
        if (File.Exists(PathOf(instance)))
            throw new BackupException(BackupError.Interrupted, $"A restore of instance '{instance}' is in progress or was interrupted. When it is not running any more, bring it to an end with: restore --recover.");
    }

    internal RestoreJournal? Read(string instance) => PathOf(instance) is var path && File.Exists(path) ? ReadFile(path) : null;

    internal void Write(RestoreJournal journal)
    {
        Directory.CreateDirectory(_folder);
        AtomicFile.Write(PathOf(journal.InstanceName), JsonSerializer.Serialize(journal, RestoreJournalJson.Default.RestoreJournal));
    }

    internal void Delete(RestoreJournal journal)
    {
        File.Delete(PathOf(journal.InstanceName));
        File.Delete(PathOf(journal.InstanceName) + AtomicFile.PreviousEnding);
    }

    private static RestoreJournal ReadFile(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), RestoreJournalJson.Default.RestoreJournal) is { Format: RestoreJournal.CurrentFormat } journal
                ? journal
                : throw Unusable(path, null);
        }
        catch (JsonException malformed)
        {
            throw Unusable(path, malformed);
        }
    }

    private static BackupException Unusable(string path, Exception? cause) =>
        new(BackupError.FileUnusable, $"The journal of a restore, {path}, cannot be read. Look for names ending in '{RestorePlaces.StagedEnding}' and '{RestorePlaces.ReplacedEnding}' beside the home, rename them back by hand, and delete the journal.", cause);

    private string PathOf(string instance) => Path.Combine(_folder, InstanceName.Slug(instance) + Ending);
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestoreJournal))]
internal sealed partial class RestoreJournalJson : JsonSerializerContext;
