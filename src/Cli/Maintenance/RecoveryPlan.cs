using Octopus.Cli.Plans;
using Octopus.Cli.Scripts;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Cli.Maintenance;

/// <summary>Plans what <c>maintenance recover</c> does: what an interrupted installation has left, and what anybody else of ours owes.</summary>
internal sealed class RecoveryPlan(CommandHost host, bool force)
{
    private readonly MaintenanceMachine _machine = host.Maintenance;

    /// <summary>The plan.</summary>
    /// <exception cref="MaintenanceInProgressException">The installation is still in progress.</exception>
    public Plan Make()
    {
        var script = new CommandText("maintenance recover").Flag("--force", force);
        var (entry, damaged) = Read();
        if (!force && entry is not null && entry.Owner.IsAlive(_machine.Processes))
            throw new MaintenanceInProgressException("Nothing is recovered", entry.Owner, entry.StopBegan);

        var changes = (entry is null ? Owed() : Interrupted(entry)).ToList();
        if (damaged is not null)
            changes.Insert(0, new(PlannedChange.Machine, $"Set the journal aside. {damaged}"));
        return changes.Count > 0
            ? new([new(changes, (report, _) => Recover(report))], [script])
            : new([PlannedStep.Of(PlannedChange.Machine, "Recover nothing: no installation was interrupted, and nothing is owed", Forget)], [script]);
    }

    // One that cannot be used is what this is for.
    private (JournalEntry? Entry, string? Damaged) Read()
    {
        try
        {
            return (_machine.Journal.Read(), null);
        }
        catch (MaintenanceException unusable)
        {
            return (null, unusable.Message);
        }
    }

    private IEnumerable<PlannedChange> Interrupted(JournalEntry entry)
    {
        var plan = entry.Plan.With(_machine.Journal.ReadOwed(), _machine.Services, _machine.Files);
        return plan.Instances.Concat(plan.Dependents).Select(state => Change(state, withStartType: true));
    }

    private IEnumerable<PlannedChange> Owed()
    {
        var services = new OwedServices(_machine.Services);
        return Unowned()
            .Where(debt => debt.State.ComesBack && debt.IsLacking(services.Of(debt)))
            .GroupBy(debt => debt.State.Service, StringComparer.OrdinalIgnoreCase)
            .Select(debts => Change(debts.First().State, debts.Any(debt => debt.IsHeld)));
    }

    private IEnumerable<OwedState> Unowned() => _machine.Journal.ReadOwed().Where(debt => !debt.Owner.IsAlive(_machine.Processes));

    private static PlannedChange Change(InstanceState state, bool withStartType) => new(
        state.Instance,
        $"Let the service '{state.Service}' be {state.State} again{(withStartType ? $", and its start type {state.StartType}" : "")}");

    private async Task Recover(ChangeReport report)
    {
        var run = new MaintenanceRun(_machine, JournalOwner.Current(_machine.Processes), host.Error.WriteLine);
        var result = await run.Recover(force).ConfigureAwait(false);
        foreach (var instance in result?.Instances ?? [])
        {
            // Somebody may have taken more since the plan was made.
            if (!report.Instances.Contains(instance.Instance, StringComparer.OrdinalIgnoreCase))
                host.Error.WriteLine(instance.ToString());
            else if (instance.Problem is null)
                report.Done(instance.Instance, instance.ToString());
            else
                report.Failed(instance.Instance, ExitCode.MaintenanceFailed, instance.ToString());
        }

        TellLeft(result, report);
        Forget();
    }

    // What was planned and not even tried.
    private void TellLeft(LastRun? result, ChangeReport report)
    {
        var tried = (result?.Instances ?? []).Select(instance => instance.Service).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var debt in Unowned().Where(debt => report.Instances.Contains(debt.State.Instance, StringComparer.OrdinalIgnoreCase) && !tried.Contains(debt.State.Service)))
        {
            report.Failed(
                debt.State.Instance,
                ExitCode.MaintenanceFailed,
                $"{debt.State.Instance}: was {debt.State.State}, not started: its service '{debt.State.Service}' may not be looked at, or runs something else now. What it is owed stays owed.");
        }
    }

    // What nobody lacks any more: it runs, it has gone, or a person has decided otherwise.
    private string Forget()
    {
        var paid = Unowned().Where(new OwedServices(_machine.Services).IsPaid).Select(debt => debt.State.Service).ToList();
        if (paid.Count > 0)
            new ServiceDebts(_machine, "maintenance recover").Settle(paid);
        return "There is nothing to recover.";
    }
}
