namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// The steps of an installation as far as instances are concerned, in the order in which the installer takes them. Each step keeps
/// the journal, so that the next one, in a process of its own, knows what was done; and so that, should the next one never come,
/// <see cref="Recover"/> or the next installation can finish it. Once something has been stopped, nothing that is to be given back waits
/// for a file to be written: what cannot be written is reported, and the deed is done.
/// </summary>
/// <param name="machine">What it works on.</param>
/// <param name="owner">The process that carries it out.</param>
/// <param name="report">Told one line for each thing that happened, from any thread, one call at a time.</param>
public sealed class MaintenanceRun(MaintenanceMachine machine, JournalOwner owner, Action<string> report)
{
    private readonly object _reporting = new();
    private readonly StartHold _hold = new(machine.Services);
    private readonly MaintenanceResult _result = new(machine.Events, report);
    private readonly ProductFiles _files = new(machine.Files, machine.Processes, machine.Time);
    private readonly JournalKeeper _journal = new(machine.Journal, owner, report);
    private readonly PlanDiscovery _discovery = new(machine);

    /// <summary>
    /// Stops every instance, and returns only when the files are out of the way. Until the end of the installation nobody can start
    /// one. Should this fail, or be cancelled, everything runs again before it throws.
    /// </summary>
    /// <param name="wish">
    /// What is to be done. It comes from the process of whoever installs, which an ordinary user may have touched: which services there
    /// are, what they run and how they were is looked up anew here.
    /// </param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="MaintenanceInProgressException">Another installation is in progress. Nothing was changed.</exception>
    /// <exception cref="MaintenanceException">
    /// The folder is somebody else's, an instance did not stop, a program of ours did not end, or a file stayed in use. No file has been
    /// replaced.
    /// </exception>
    public async Task Stop(MaintenancePlan wish, CancellationToken cancellation)
    {
        var wasChanging = false;
        var damaged = new List<string>();
        await new OtherCommands(machine, owner).AwaitRecovery(report, cancellation).ConfigureAwait(false);
        new Adoption(machine, report).Require(wish);
        var entry = machine.Journal.Open(owner, other => other.IsAlive(machine.Processes), Damaged, interrupted => Begin(wish, interrupted, damaged, out wasChanging))!;
        var stopped = false;
        try
        {
            Tell(await machine.Guard.Arm(cancellation).ConfigureAwait(false));
            await new OtherCommands(machine, owner).Await(report, cancellation).ConfigureAwait(false);
            var plan = _discovery.Complete(wish, machine.Journal.ReadOwed());
            entry = entry with { Plan = plan, Problems = [.. entry.Problems, .. new FirstLook(machine, report).At(plan, out var unstartable)] };
            if (plan.UnstartableIsFatal && unstartable.Count > 0)
                throw new MaintenanceException($"{string.Join(" ", unstartable)} Nothing has been stopped, because ONUNSTARTABLE is fail. Mend it, or leave ONUNSTARTABLE away, and run the installation again.");
            // Where an installation before this one died in the middle the old files are whole, and what is in their place may not be.
            IReadOnlyList<FileAside> aside = wasChanging ? await _files.PutBack(plan.Replaced(), overwrite: true).ConfigureAwait(false) : [];
            entry = entry.With(aside);
            await _files.Forget(plan.Replaced().Except(aside.Select(file => file.Path), StringComparer.OrdinalIgnoreCase), cancellation).ConfigureAwait(false);
            entry = entry with { Phase = MaintenancePhase.Changing, StopBegan = machine.Time.GetUtcNow() };
            machine.Journal.Owe([.. plan.ToStop().Select(state => new OwedState(state, plan.Title, entry.StopBegan, owner, IsHeld: !state.IsDependent))]);
            machine.Journal.Write(entry);
            var held = Hold(entry.Plan);
            var outcomes = await machine.Engine
                .Stop(entry.Plan.ToStop(), TimeSpan.FromSeconds(entry.Plan.StopTimeout), Report, cancellation)
                .ConfigureAwait(false);
            entry = entry with { Outcomes = [.. held, .. outcomes] };
            _journal.Keep(entry);
            ThrowIfFailed(outcomes);
            await MoveAside(entry.Plan, cancellation).ConfigureAwait(false);
            _journal.Keep(entry with { StopEnded = machine.Time.GetUtcNow() });
            stopped = true;
        }
        finally
        {
            // Not left to the rollback, which a policy may have switched off; what was cancelled is the stopping, not this.
            if (!stopped)
                await Restore(entry.Phase == MaintenancePhase.Waiting ? WithoutOthers(entry) : entry, RunResult.RolledBack, entry.Plan.VersionBefore).ConfigureAwait(false);
        }

        void Damaged(string sentence)
        {
            damaged.Add(sentence);
            report(sentence);
        }
    }

    /// <summary>Starts what should run. An instance that does not start is reported and leaves the others alone.</summary>
    /// <exception cref="MaintenanceException">An instance did not start, and the plan makes that fatal.</exception>
    public async Task Start(MaintenancePlan wish, CancellationToken cancellation)
    {
        // Somebody may have taken the journal away; the instances were stopped all the same.
        var entry = _discovery.TurnedOut(Own(wish) ?? Fresh(_discovery.Complete(wish, _journal.Owed())), report);
        var plan = entry.Plan;
        entry = entry with { Phase = MaintenancePhase.Starting, StartBegan = machine.Time.GetUtcNow() };
        _journal.Keep(entry);
        // What is uninstalled is not released: nothing is there any more that could start.
        IReadOnlyList<InstanceOutcome> outcomes = [];
        if (plan.Kind != MaintenanceKind.Uninstall)
        {
            entry = entry.With(await _files.PutBack(plan.Needed(), overwrite: false).ConfigureAwait(false));
            outcomes = await Release(plan, plan.ToStart(), plan.Version, cancellation).ConfigureAwait(false);
        }

        _journal.Keep(entry with { StartEnded = machine.Time.GetUtcNow(), Outcomes = [.. entry.Outcomes, .. outcomes] });
        if (plan.StartFailureIsFatal)
            ThrowIfFailed(outcomes);
    }

    /// <summary>Undoes <see cref="Start"/>: stops the instances again, before the old files come back.</summary>
    public async Task UndoStart(MaintenancePlan wish)
    {
        if (Own(wish) is not { } entry)
            return;
        _journal.Keep(entry with
        {
            Phase = MaintenancePhase.Changing,
            Outcomes = [.. entry.Outcomes.Where(outcome => outcome.Step is LifecycleStep.Hold or LifecycleStep.Stop)],
        });
        Hold(entry.Plan);
        await machine.Engine
            .Stop(entry.Plan.ToStop(), TimeSpan.FromSeconds(entry.Plan.StopTimeout), Report, CancellationToken.None)
            .ConfigureAwait(false);
        // The installer deletes them now. Somebody who runs one would be in its way, and it would ask for a restart.
        _files.MoveOutOfTheWay(entry.Plan.Replaced(), entry.Plan.Needed());
    }

    /// <summary>Undoes <see cref="Stop"/>: puts the old files back where the installer has not, and starts what ran.</summary>
    public async Task UndoStop(MaintenancePlan wish)
    {
        // No journal of ours: nothing was stopped, or everything runs again already.
        if (Own(wish) is { } entry)
            await Restore(entry with { Phase = MaintenancePhase.Changing }, RunResult.RolledBack, entry.Plan.VersionBefore).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends a successful installation. On uninstallation the instances' services are deleted here and not earlier: the installer
    /// cannot give a deleted service its password back.
    /// </summary>
    public void Complete(MaintenancePlan wish)
    {
        if (Own(wish) is { } entry)
            Complete(entry);
    }

    /// <summary>
    /// Finishes what an installation that never ended has left, and gives back what services are owed by anybody of ours: every instance
    /// gets its state back.
    /// </summary>
    /// <param name="evenIfAlive">Whether to take it over from a process that still runs.</param>
    /// <returns>The result, or <see langword="null"/> when there was nothing to finish.</returns>
    /// <exception cref="MaintenanceInProgressException">The installation is still in progress.</exception>
    public async Task<LastRun?> Recover(bool evenIfAlive)
    {
        if (new Interruption(machine, owner, report).TakeOver(evenIfAlive) is not { } entry)
            return null;
        // Which version is there after half an installation nobody knows: any that answers will do.
        return entry.Phase == MaintenancePhase.Completing
            ? Complete(entry)
            : await Restore(entry, RunResult.Recovered, null).ConfigureAwait(false);
    }

    private JournalEntry Begin(MaintenancePlan wish, JournalEntry? interrupted, List<string> damaged, out bool wasChanging)
    {
        wasChanging = interrupted?.Phase == MaintenancePhase.Changing;
        if (interrupted is not null)
            report($"The installation of {interrupted.Plan.Version} that began {interrupted.StopBegan:u} never ended. What it stopped counts as running.");
        return Fresh(_discovery.Complete(wish, machine.Journal.ReadOwed())) with
        {
            Phase = wasChanging ? MaintenancePhase.Changing : MaintenancePhase.Waiting,
            Problems = [.. damaged],
            KeepsServices = damaged.Count > 0 || interrupted is { Plan.Kind: not MaintenanceKind.Uninstall } or { KeepsServices: true },
        };
    }

    private JournalEntry? Own(MaintenancePlan wish) => _journal.Own(wish, problem =>
    {
        report(problem);
        return Fresh(_discovery.Complete(wish, _journal.Owed())) with { Problems = [problem], KeepsServices = true };
    });

    private async Task MoveAside(MaintenancePlan plan, CancellationToken cancellation)
    {
        var programs = new OwnPrograms(machine.Processes, machine.Services, machine.Files);
        await programs.End(plan.Executables, owner, report, cancellation).ConfigureAwait(false);
        await _files.MoveAside(plan.Replaced(), cancellation).ConfigureAwait(false);
        // Once more for those that somebody has started since. Nobody can any more; they run under the name they have now, or had.
        await programs.End([.. plan.Executables, .. plan.Executables.Select(path => path + ProductFiles.AsideEnding)], owner, report, cancellation).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<InstanceOutcome>> Release(
        MaintenancePlan plan, IEnumerable<InstanceState> starting, string? version, CancellationToken cancellation) =>
        new InstanceRelease(machine, _hold, Report).Run(plan with { Folder = machine.Product.Folder ?? plan.Folder }, starting, version, cancellation);

    // Who cannot be disabled is told, and stopped like the others: that somebody could start it is no reason to leave it running.
    private IReadOnlyList<InstanceOutcome> Hold(MaintenancePlan plan)
    {
        var refused = _hold.Take(plan.Instances);
        foreach (var outcome in refused)
            Report(outcome);
        return refused;
    }

    private async Task<LastRun> Restore(JournalEntry entry, RunResult result, string? version)
    {
        var isOld = entry.Phase == MaintenancePhase.Changing;
        IReadOnlyList<FileAside> aside = entry.Phase == MaintenancePhase.Waiting ? [] : await _files.PutBack(entry.Plan.Replaced(), overwrite: isOld).ConfigureAwait(false);
        entry = entry.With(aside) with
        {
            // What is still aside belongs over what is there, whoever puts it back.
            Phase = isOld && aside.Count > 0 ? MaintenancePhase.Changing : MaintenancePhase.Starting,
            StartBegan = machine.Time.GetUtcNow(),
        };
        _journal.Keep(entry);
        var outcomes = await Release(entry.Plan with { Adopts = false }, entry.Plan.ToRestore(), version, CancellationToken.None).ConfigureAwait(false);
        entry = entry with
        {
            StartEnded = machine.Time.GetUtcNow(),
            Outcomes = [.. entry.Outcomes.Where(outcome => outcome.Step is LifecycleStep.Hold or LifecycleStep.Stop), .. outcomes],
        };
        return aside.Count == 0 ? Close(entry, result) : LeaveOpen(entry, result);
    }

    // Nothing that is still aside is thrown away: the guard, or whoever comes next, goes on.
    private LastRun LeaveOpen(JournalEntry entry, RunResult result)
    {
        _journal.Keep(entry);
        var run = LastRun.Of(entry, result);
        _result.Tell(run);
        return run;
    }

    // What a living command has stopped it gives back itself, perhaps in the middle of something.
    private JournalEntry WithoutOthers(JournalEntry entry)
    {
        var others = new HashSet<string>(
            _journal.Owed().Where(debt => debt.Owner != owner && debt.Owner.IsAlive(machine.Processes)).Select(debt => debt.State.Service), StringComparer.OrdinalIgnoreCase);
        return entry with { Plan = entry.Plan.Only(state => !others.Contains(state.Service)) };
    }

    private LastRun Complete(JournalEntry entry)
    {
        entry = entry with { Phase = MaintenancePhase.Completing };
        _journal.Keep(entry);
        if (entry.Plan.Kind == MaintenanceKind.Uninstall)
            entry = new Uninstallation(machine, report).Complete(entry);
        else
            entry = LastLook.Over(entry, machine.Services);
        if (entry.Plan.Adopts)
            new Adoption(machine, report).Claim(entry.Plan);
        var problems = entry.Problems.Count > 0 || entry.Outcomes.Any(outcome => outcome.HasFailed);
        return Close(entry, problems ? RunResult.SucceededWithProblems : RunResult.Succeeded);
    }

    private LastRun Close(JournalEntry entry, RunResult result)
    {
        var isRemoved = entry.Plan.Kind == MaintenanceKind.Uninstall && result != RunResult.RolledBack;
        var missing = isRemoved ? [] : entry.Plan.Needed().Where(path => !machine.Files.Exists(path));
        _files.Discard([.. entry.Plan.Replaced().Except(missing, StringComparer.OrdinalIgnoreCase)], folderToo: isRemoved);
        _journal.Settle(entry);
        var run = LastRun.Of(entry, result);
        // Told before it is closed: whoever sees no journal any more finds the result.
        _result.Tell(run);
        // While it is open somebody has to look after it, and after what could not be recovered.
        if (_journal.Close(run) && !(entry.IsRecovery && _journal.Owed().Count > 0))
            _journal.TakeAway(machine.Guard);
        return run;
    }

    private JournalEntry Fresh(MaintenancePlan plan) => new() { Plan = plan, Owner = owner, StopBegan = machine.Time.GetUtcNow() };

    private void Tell(string? sentence)
    {
        if (sentence is not null)
            report(sentence);
    }

    private void Report(InstanceOutcome outcome)
    {
        lock (_reporting)
            report(outcome.ToString());
    }

    private static void ThrowIfFailed(IEnumerable<InstanceOutcome> outcomes)
    {
        var problems = outcomes.Where(outcome => outcome.Result == StepResult.Failed).Select(outcome => outcome.Problem).ToList();
        if (problems.Count > 0)
            throw new MaintenanceException(string.Join(" ", problems));
    }
}
