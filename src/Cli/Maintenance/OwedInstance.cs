using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Cli.Maintenance;

/// <summary>A service that somebody of ours stopped for a while and has not given back what it was.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Service">Its service.</param>
/// <param name="Before">What it did before.</param>
/// <param name="Now">What it does now.</param>
/// <param name="By">What stopped it.</param>
/// <param name="Since">When.</param>
/// <param name="ProcessId">The process that is giving it back; <see langword="null"/> when none is any more.</param>
/// <param name="IsLacking">Whether it is not as it was, and <c>maintenance recover</c> has something to do for it.</param>
public sealed record OwedInstance(
    string Instance,
    string Service,
    ServiceState Before,
    ServiceState Now,
    string By,
    DateTimeOffset Since,
    int? ProcessId,
    bool IsLacking)
{
    /// <summary>The debt as a line for people: who, by what, since when.</summary>
    public override string ToString() =>
        $"{Instance}: the service '{Service}' was {Before} and is {Now}; '{By}' took it {Since:u}{(ProcessId is { } process ? $", and process {process} is giving it back" : "")}";

    /// <summary>Everything that is owed, but for what an installation in progress owes: that is what it is doing.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="inProgress">The process of that installation; <see langword="null"/> when there is none.</param>
    internal static IReadOnlyList<OwedInstance> All(MaintenanceMachine machine, JournalOwner? inProgress)
    {
        var services = new OwedServices(machine.Services);
        return
        [
            .. machine.Journal.ReadOwed().Where(debt => debt.Owner != inProgress)
                .Select(debt => (Debt: debt, Now: services.Of(debt)))
                .Where(owed => owed.Now is not null)
                .Select(owed => new OwedInstance(
                    owed.Debt.State.Instance,
                    owed.Debt.State.Service,
                    owed.Debt.State.State,
                    owed.Now!.State,
                    owed.Debt.By,
                    owed.Debt.Since,
                    owed.Debt.Owner.IsAlive(machine.Processes) ? owed.Debt.Owner.ProcessId : null,
                    owed.Debt.IsLacking(owed.Now))),
        ];
    }
}
