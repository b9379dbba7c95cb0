using Octopus.Instances;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// The journal as files in the folder of installations. It decides what starts as SYSTEM, so it is believed only when nobody but
/// administrators could have written it.
/// </summary>
/// <param name="protection">Keeps its folder to administrators, and tells whether it is kept.</param>
public sealed class Journal(MachineProtection protection) : IJournal
{
    private const string DamagedEnding = ".damaged";

    private readonly MachineFolder _machine = protection.Machine;
    private readonly JournalRoom _room = new(protection.Machine.Setup);
    private readonly OwedStates _owed = new(protection.Machine);
    private readonly FolderLock _lock = new(protection.Machine.Setup, FolderLock.Patience);
    private readonly object _turn = new();

    private string Path => System.IO.Path.Combine(_machine.Setup, "journal.json");

    private string LastRunPath => System.IO.Path.Combine(_machine.Setup, "last-run.json");

    private string PreviousPath => Path + AtomicFile.PreviousEnding;

    /// <inheritdoc/>
    public JournalEntry? Read()
    {
        if (!File.Exists(Path) && !File.Exists(PreviousPath))
            return null;
        if (protection.SetupTrespassers() is { Count: > 0 } trespassers)
        {
            throw new MaintenanceException(
                $"The journal {Path} is not believed, because others than administrators could have written it: {string.Join(", ", trespassers)}. Look at it, then move it away.");
        }

        // Power may have gone in the middle of a replacement; what was there before it has the same plan.
        var entry = ReadWhole(Path) ?? ReadWhole(PreviousPath);
        if (entry is null && !File.Exists(Path) && !File.Exists(PreviousPath))
            return null;
        return entry is null
            ? throw new MaintenanceException($"The journal {Path} cannot be read. Set it aside and bring every instance back with: maintenance recover.")
            // Its end is written down; only the file could not be deleted.
            : entry.Plan.Id == ReadLastRun()?.Id ? null : entry;
    }

    /// <inheritdoc/>
    public JournalEntry? Open(JournalOwner owner, Func<JournalOwner, bool> isAlive, Action<string> damaged, Func<JournalEntry?, JournalEntry?> open)
    {
        var believed = protection.SetupTrespassers().Count == 0;
        if (!believed)
            ReadOrSetAside(damaged);
        protection.RequireFolders(Application.Tentacle, damaged);
        // Two that come in the same moment must not both find nobody.
        using var held = Lock();
        // What somebody put there before the folder was taken from him is no journal of ours, however late it came.
        var before = believed ? ReadOrSetAside(damaged) : SetAsideAll();
        if (!believed)
            SetAsideOwed();
        if (before is not null && before.Owner != owner && isAlive(before.Owner))
            throw new MaintenanceInProgressException("Nothing has been changed", before.Owner, before.StopBegan);
        if (before is not null)
            OweUnrestored(before);
        if (open(before) is not { } entry)
            return null;
        _room.Take(MaintenanceJson.Serialize(entry).Length);
        Write(entry);
        return entry;
    }

    /// <inheritdoc/>
    public void Write(JournalEntry entry)
    {
        if (!Directory.Exists(_machine.Setup))
            protection.RequireSetup();
        _room.Write(() => AtomicFile.Write(Path, MaintenanceJson.Serialize(entry)));
        MaintenanceNotice.Of(entry).TryWrite(_machine);
    }

    /// <inheritdoc/>
    public void Close(LastRun result)
    {
        var unwritten = Attempt(() =>
        {
            protection.RequireSetup();
            _room.Write(() => AtomicFile.Write(LastRunPath, MaintenanceJson.Serialize(result)));
        });
        MaintenanceNotice.TryDelete(_machine);
        var undeleted = Attempt(() =>
        {
            _room.Leave();
            AtomicFile.Delete(PreviousPath);
            // The journal itself last, and in one step: as long as it is there, the installation has not ended.
            AtomicFile.Delete(Path);
        });
        if ((unwritten ?? undeleted) is { } failed)
            throw failed;
    }

    /// <inheritdoc/>
    public bool WhileClosed(Action act)
    {
        protection.RequireSetup();
        using var held = Lock();
        if (Read() is not null)
            return false;
        act();
        return true;
    }

    /// <inheritdoc/>
    public LastRun? ReadLastRun() => JournalFile.ReadText(LastRunPath) is { } text ? MaintenanceJson.ParseLastRun(text) : null;

    /// <inheritdoc/>
    public void SetAside() => SetAsideAll();

    /// <inheritdoc/>
    public IReadOnlyList<OwedState> ReadOwed() =>
        Directory.Exists(_machine.Setup) && protection.SetupTrespassers().Count == 0 ? _owed.Read() : [];

    /// <inheritdoc/>
    public void Owe(IReadOnlyCollection<OwedState> owed) => ChangeOwed(before => [.. before.Where(old => !owed.Any(now => IsSame(old, now))), .. owed]);

    /// <inheritdoc/>
    public void Owe(IReadOnlyCollection<OwedState> owed, Func<JournalOwner, bool> isAlive, string attempt)
    {
        RequireBelieved();
        using var held = Lock();
        if (Read() is { } entry && isAlive(entry.Owner))
            throw new MaintenanceInProgressException(attempt, entry.Owner, entry.StopBegan);
        Owe(owed);
    }

    /// <inheritdoc/>
    public void Settle(IReadOnlyCollection<string> services, IReadOnlyCollection<OwedState>? stillOwed = null)
    {
        var settled = new HashSet<string>(services, StringComparer.OrdinalIgnoreCase);
        if (stillOwed is { Count: > 0 } || ReadOwed().Any(owed => settled.Contains(owed.State.Service)))
            ChangeOwed(before => [.. before.Where(owed => !settled.Contains(owed.State.Service)), .. stillOwed ?? []]);
    }

    /// <inheritdoc/>
    public void Settle(IReadOnlyCollection<string> services, Func<OwedState, bool> stays)
    {
        var settled = new HashSet<string>(services, StringComparer.OrdinalIgnoreCase);
        if (ReadOwed().Any(IsSettled))
            ChangeOwed(before => [.. before.Where(owed => !IsSettled(owed))]);

        bool IsSettled(OwedState owed) => settled.Contains(owed.State.Service) && !stays(owed);
    }

    /// <inheritdoc/>
    public void Abandon(JournalOwner owner, IReadOnlyCollection<string> services)
    {
        var abandoned = new HashSet<string>(services, StringComparer.OrdinalIgnoreCase);
        if (ReadOwed().Any(IsAbandoned))
            ChangeOwed(before => [.. before.Select(owed => IsAbandoned(owed) ? owed with { Owner = JournalOwner.Nobody } : owed)]);

        bool IsAbandoned(OwedState owed) => owed.Owner == owner && abandoned.Contains(owed.State.Service);
    }

    private void ChangeOwed(Func<IReadOnlyList<OwedState>, IReadOnlyCollection<OwedState>> change)
    {
        RequireBelieved();
        using var held = Lock();
        _room.Write(() => _owed.Write(change(_owed.Read())));
    }

    // What others could have written until the folder was taken from them says nothing afterwards.
    private void RequireBelieved()
    {
        var believed = protection.SetupTrespassers().Count == 0;
        protection.RequireSetup();
        if (believed)
            return;
        SetAsideAll();
        SetAsideOwed();
    }

    // The copy too, which is read where the file is not there.
    private void SetAsideOwed()
    {
        SetAside(_owed.Path);
        SetAside(_owed.Path + AtomicFile.PreviousEnding);
    }

    // What it took start types from stays held for whoever comes next: it may have died before or after it gave them back.
    private void OweUnrestored(JournalEntry entry) =>
        Settle(
            [.. entry.Plan.Instances.Concat(entry.Plan.Dependents).Select(state => state.Service)],
            [.. entry.Unrestored().Select(state => new OwedState(state, entry.Plan.Title, entry.StopBegan, JournalOwner.Nobody, IsHeld: !state.IsDependent))]);

    private static bool IsSame(OwedState one, OwedState other) =>
        one.Owner == other.Owner && one.State.Service.Equals(other.State.Service, StringComparison.OrdinalIgnoreCase);

    // Whatever is wrong with an old journal is no reason to keep this installation from happening: it is moved away, for whoever
    // looks into it.
    private JournalEntry? ReadOrSetAside(Action<string> damaged)
    {
        try
        {
            return Read();
        }
        catch (MaintenanceException unusable)
        {
            damaged(unusable.Message);
            return SetAsideAll();
        }
    }

    private JournalEntry? SetAsideAll()
    {
        SetAside(Path);
        SetAside(PreviousPath);
        return null;
    }

    // One process may have several threads that stop and start; the lock on the folder is one for all of them.
    private Hold Lock()
    {
        Monitor.Enter(_turn);
        IDisposable? inner = null;
        try
        {
            inner = _lock.Enter();
            return new(inner, _turn);
        }
        finally
        {
            if (inner is null)
                Monitor.Exit(_turn);
        }
    }

    private static Exception? Attempt(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or InstanceException)
        {
            return failed;
        }
    }

    private static JournalEntry? ReadWhole(string path) => JournalFile.ReadText(path) is { } text ? MaintenanceJson.ParseEntry(text) : null;

    private static void SetAside(string path)
    {
        if (!File.Exists(path))
            return;
        var aside = path + DamagedEnding;
        AtomicFile.Delete(aside);
        File.Move(path, aside);
    }

    private sealed class Hold(IDisposable inner, object turn) : IDisposable
    {
        public void Dispose()
        {
            inner.Dispose();
            Monitor.Exit(turn);
        }
    }
}
