using System.Security;

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
    private readonly string _folder = machine.Instances(application);
    private readonly FolderLock _lock = new(machine.Instances(application), patience ?? FolderLock.Patience, machine.InstancesLock(application));

    /// <inheritdoc/>
    public Application Application { get; } = application;

    /// <inheritdoc/>
    public InstanceIndex Read()
    {
        var files = new List<(string Path, InstanceRecord Record)>();
        var problems = new List<RecordProblem>();
        foreach (var path in Files())
        {
            if (RecordFile.TryRead(path, out var record, out var problem))
                files.Add((path, record));
            else
                problems.Add(problem);
        }

        // A copy that somebody made of a file must not win over the file, wherever the alphabet puts it.
        var records = new Dictionary<string, InstanceRecord>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, record) in files.OrderByDescending(file => IsInItsPlace(file.Path, file.Record.Name)))
        {
            if (records.ContainsKey(record.Name))
                problems.Add(new(path, $"names the instance '{record.Name}' a second time"));
            else
                records.Add(record.Name, record);
        }

        foreach (var entry in legacy.Read(Application))
        {
            if (records.ContainsKey(entry.Name))
                continue;
            if (InstanceRecord.TryRead(entry.Name, entry.ConfigurationFilePath, home: null, out var record, out var reason))
                records.Add(record.Name, record);
            else
                problems.Add(new($@"HKLM\{Application.RegistryKey}\{InstanceName.Printable(entry.Name)}", reason) { Key = entry.Name });
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
        RecordFile.Write(PathOf(record.Name), record);
    }

    /// <inheritdoc/>
    public void Rename(string name, InstanceRecord record)
    {
        using var held = Lock();
        RequireFree(record, name);
        var old = FilesOf(name);
        var isLegacy = legacy.Read(Application).Any(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (old.Count == 0 && !isLegacy)
            throw NotFound(name);

        // The new name first: between the two the instance has both, and never none.
        var path = PathOf(record.Name);
        var isNew = !File.Exists(path);
        RecordFile.Write(path, record);
        try
        {
            old.Where(file => !IsFile(file.Path, path)).ToList().ForEach(file => AtomicFile.Delete(file.Path));
            legacy.Remove(Application, name);
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            PutBack(old);
            if (!old.Exists(file => IsFile(file.Path, path)))
                AtomicFile.Delete(path);
            throw;
        }
    }

    /// <inheritdoc/>
    public void RequireFree(InstanceRecord record) => RequireFree(record, renamed: null);

    /// <inheritdoc/>
    public void Remove(string name)
    {
        using var held = Lock();
        var files = FilesOf(name);
        try
        {
            files.ForEach(file => AtomicFile.Delete(file.Path));
            if (!legacy.Remove(Application, name) && files.Count == 0)
                throw NotFound(name);
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            PutBack(files);
            throw;
        }
    }

    // All of a change or nothing of it.
    private static void PutBack(List<(string Path, InstanceRecord Record)> files)
    {
        foreach (var (path, record) in files)
        {
            if (!RecordFile.TryRead(path, out var now, out _) || now != record)
                RecordFile.Write(path, record);
        }
    }

    private static bool IsRefusal(Exception failure) => failure is IOException or UnauthorizedAccessException or SecurityException;

    private void RequireFree(InstanceRecord record, string? renamed)
    {
        bool IsRenamed(InstanceRecord other) => other.Name.Equals(renamed, StringComparison.OrdinalIgnoreCase);
        var slug = InstanceName.Slug(record.Name);
        // Names although slugs are lower case: two small letters can have one capital, and Windows compares those.
        var taken = Read().Instances.FirstOrDefault(existing => !IsRenamed(existing) && InstanceName.IsSame(InstanceName.Slug(existing.Name), slug));
        if (taken is not null)
        {
            throw new InstanceException(
                InstanceError.AlreadyExists,
                InstanceName.IsSame(taken.Name, record.Name)
                    ? $"There is an instance '{taken.Name}' already. Choose another name."
                    : $"'{record.Name}' is too close to the existing instance '{taken.Name}': both would be kept in {slug}{Ending}. Choose another name.");
        }

        var path = PathOf(record.Name);
        if (!File.Exists(path))
            return;
        if (!RecordFile.TryRead(path, out var other, out var problem))
        {
            throw problem.CannotBeOpened
                ? new InstanceException(InstanceError.RecordUnreadable, $"{path}, where the instance '{record.Name}' would be kept, {problem.Reason}. {problem.NextStep}.")
                : new InstanceException(InstanceError.AlreadyExists, $"{path} is in the way of the instance '{record.Name}' and holds no readable record. Correct it, or choose another name.");
        }

        if (!IsRenamed(other))
            throw new InstanceException(InstanceError.AlreadyExists, $"{path}, where the instance '{record.Name}' would be kept, holds the record of '{other.Name}'. Choose another name.");
    }

    // Copies too: of a deleted instance the next one would take the place of the first, and it would be back.
    private List<(string Path, InstanceRecord Record)> FilesOf(string name)
    {
        var found = new List<(string Path, InstanceRecord Record)>();
        foreach (var path in Files())
        {
            if (RecordFile.TryRead(path, out var record, out _) && record.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                found.Add((path, record));
        }

        return found;
    }

    private static bool IsFile(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static InstanceException NotFound(string name) => new(InstanceError.NotFound, $"There is no instance '{name}'.");

    private string PathOf(string name) => Path.Combine(_folder, InstanceName.Slug(name) + Ending);

    private static bool IsInItsPlace(string path, string name) =>
        Path.GetFileName(path).Equals(InstanceName.Slug(name) + Ending, StringComparison.OrdinalIgnoreCase);

    // Windows' own pattern matching would also give '.config_old' for '*.config'.
    private IEnumerable<string> Files() =>
        Directory.Exists(_folder)
            ? Directory.EnumerateFiles(_folder)
                .Where(path => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
                .OrderBy(path => path, StringComparer.OrdinalIgnoreCase)
            : [];
}
