using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Backup.Restoring;

/// <summary>
/// The journals of restores that are in progress or were interrupted. They decide what is renamed and deleted by an administrator, so
/// they are believed only where nobody but administrators could have written them.
/// </summary>
/// <param name="machine">The machine folder.</param>
/// <param name="application">The application of the instances.</param>
/// <param name="protection">Keeps their folder to administrators, and tells whether it is kept.</param>
public sealed class RestoreJournals(MachineFolder machine, Application application, IFolderProtection protection)
{
    private const string Ending = ".json";

    // A restore takes its time; whoever comes second is told at once.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>Far more than the names and paths in one need, in bytes.</summary>
    private const long LargestFile = 16 * 1024 * 1024;

    private readonly string _folder = machine.Restores;

    /// <summary>Every one there is.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.FileUnusable"/> when one cannot be read, or others could have written it.</exception>
    public IReadOnlyList<RestoreJournal> Read()
    {
        if (!Directory.Exists(_folder))
            return [];
        RequireKept();
        return [.. Directory.EnumerateFiles(_folder, $"{application.Name}-*{Ending}").Order(StringComparer.OrdinalIgnoreCase).Select(ReadFile)];
    }

    /// <summary>Refuses while there is one of the instance.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.Interrupted"/>.</exception>
    public void RequireNone(string instance)
    {
        if (File.Exists(PathOf(instance)))
            throw new BackupException(BackupError.Interrupted, $"A restore of instance '{instance}' is in progress or was interrupted. When it is not running any more, bring it to an end with: restore --recover.");
    }

    /// <summary>Keeps every other restore of the instance, and the end of an interrupted one, from beginning until disposed.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.Interrupted"/>: one is in progress.</exception>
    internal IDisposable Hold(string instance)
    {
        Keep();
        try
        {
            return new FolderLock(_folder, Patience, Path.Combine(_folder, $"{application.Name}-{InstanceName.Slug(instance)}.lock")).Enter();
        }
        catch (InstanceException busy) when (busy.Error == InstanceError.Busy)
        {
            throw new BackupException(BackupError.Interrupted, $"A restore of instance '{instance}' is in progress. Try again when it has finished.", busy);
        }
    }

    internal RestoreJournal? Read(string instance) => PathOf(instance) is var path && File.Exists(path) ? ReadFile(path) : null;

    internal void Write(RestoreJournal journal)
    {
        Keep();
        AtomicFile.Write(PathOf(journal.InstanceName), JsonSerializer.Serialize(journal, RestoreJournalJson.Default.RestoreJournal));
    }

    internal void Delete(RestoreJournal journal)
    {
        AtomicFile.Delete(PathOf(journal.InstanceName));
        AtomicFile.Delete(PathOf(journal.InstanceName) + AtomicFile.PreviousEnding);
    }

    internal BackupException NotBelieved(RestoreJournal journal, string why) =>
        new(BackupError.FileUnusable, $"The journal of a restore of instance '{journal.InstanceName}', {PathOf(journal.InstanceName)}, is not believed, because it {why}. Look for names ending in '{RestorePlaces.StagedEnding}' and '{RestorePlaces.ReplacedEnding}' beside the home of the instance, rename them back by hand, and delete the journal.");

    private void Keep()
    {
        if (!Directory.Exists(_folder))
            protection.Protect(_folder, FolderAccess.AdministratorsOnly);
        RequireKept();
    }

    private void RequireKept()
    {
        if (protection.Trespassers(_folder, FolderAccess.AdministratorsOnly) is { Count: > 0 } trespassers)
        {
            throw new BackupException(
                BackupError.FileUnusable,
                $"The journals of restores in {_folder} are not believed, because others than administrators could have written them: {string.Join(", ", trespassers)}. Look at them, then move the folder away.");
        }
    }

    private RestoreJournal ReadFile(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(SharedFile.ReadText(path, Encoding.UTF8, LargestFile), RestoreJournalJson.Default.RestoreJournal) is { Format: RestoreJournal.CurrentFormat } journal
                && Enum.IsDefined(journal.Phase) && PathOf(journal.InstanceName).Equals(path, StringComparison.OrdinalIgnoreCase)
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

    private string PathOf(string instance) => Path.Combine(_folder, $"{application.Name}-{InstanceName.Slug(instance)}{Ending}");
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestoreJournal))]
internal sealed partial class RestoreJournalJson : JsonSerializerContext;
