namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// The record of the installation in progress, on disk before each change; of the last one that ended; and of what services are owed.
/// Each write may fail: members throw <see cref="IOException"/>, <see cref="UnauthorizedAccessException"/> or
/// <see cref="Instances.InstanceException"/>, with the file in the message.
/// </summary>
public interface IJournal
{
    /// <summary>The installation in progress, or <see langword="null"/> when there is none.</summary>
    /// <exception cref="MaintenanceException">The journal cannot be read, or is not to be believed.</exception>
    JournalEntry? Read();

    /// <summary>
    /// Opens the journal for one installation, before anything changes, with room on the disk for all that it will say. What an earlier
    /// installation left there that never ended is handed to <paramref name="open"/>, and what it took from services is owed from now on.
    /// </summary>
    /// <param name="owner">The process that will carry it out.</param>
    /// <param name="isAlive">Whether the process that is written there lives.</param>
    /// <param name="damaged">Told when what was there could not be used and has been set aside.</param>
    /// <param name="open">Makes the entry to write; <see langword="null"/> leaves everything as it is.</param>
    /// <exception cref="MaintenanceInProgressException">Another installation is in progress.</exception>
    JournalEntry? Open(JournalOwner owner, Func<JournalOwner, bool> isAlive, Action<string> damaged, Func<JournalEntry?, JournalEntry?> open);

    /// <summary>Puts the entry on disk.</summary>
    void Write(JournalEntry entry);

    /// <summary>Writes the result, then closes the journal. It is closed when one of the two could be done.</summary>
    void Close(LastRun result);

    /// <summary>Does something while no installation is in progress, and none can begin.</summary>
    /// <param name="act">What is to be done.</param>
    /// <returns>Whether it was done: <see langword="false"/> when an installation is open, alive or not.</returns>
    /// <exception cref="MaintenanceException">The journal cannot be read, or is not to be believed. Nothing was done.</exception>
    bool WhileClosed(Action act);

    /// <summary>The result of the last installation that ended, or <see langword="null"/> when there is none that can be read.</summary>
    LastRun? ReadLastRun();

    /// <summary>Moves a journal that cannot be used out of the way, to <c>journal.json.damaged</c>.</summary>
    void SetAside();

    /// <summary>What services are owed: the state and start type that were theirs before somebody of ours took them.</summary>
    IReadOnlyList<OwedState> ReadOwed();

    /// <summary>Writes down what is taken from services, before it is taken. A later debt to a service takes the place of an earlier one of the same owner.</summary>
    /// <param name="owed">What they are owed.</param>
    void Owe(IReadOnlyCollection<OwedState> owed);

    /// <summary>The same, and refuses while an installation is in progress: from then on that one looks after every service.</summary>
    /// <param name="owed">What they are owed.</param>
    /// <param name="isAlive">Whether the process of an installation lives.</param>
    /// <param name="attempt">What is refused, as the beginning of a sentence.</param>
    /// <exception cref="MaintenanceInProgressException">An installation is in progress. Nothing was written.</exception>
    void Owe(IReadOnlyCollection<OwedState> owed, Func<JournalOwner, bool> isAlive, string attempt);

    /// <summary>Forgets what services are owed: they have it again, or a person has decided otherwise.</summary>
    /// <param name="services">The services, by name.</param>
    /// <param name="stillOwed">What some of them are owed all the same. Default: nothing.</param>
    void Settle(IReadOnlyCollection<string> services, IReadOnlyCollection<OwedState>? stillOwed = null);

    /// <summary>The same, but for debts that stay.</summary>
    /// <param name="services">The services, by name.</param>
    /// <param name="stays">Whether a debt stays; asked at the moment of the change, when nobody else can add one.</param>
    void Settle(IReadOnlyCollection<string> services, Func<OwedState, bool> stays);

    /// <summary>The process does no more about what it owes to services. It stays owed, for the next installation or recovery.</summary>
    /// <param name="owner">The process.</param>
    /// <param name="services">The services, by name. What the process owes to others is for another command in it.</param>
    void Abandon(JournalOwner owner, IReadOnlyCollection<string> services);
}
