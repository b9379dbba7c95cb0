using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// The end of an uninstallation. It deletes the services, which nobody can undo: a deleted service has lost its account's password. So
/// it does that only when the product has really gone, whatever the installer was told, and only with those that this product has made or
/// was told to take over.
/// </summary>
internal sealed class Uninstallation(MaintenanceMachine machine, Action<string> report)
{
    /// <summary>Deletes the services, or says why it does not.</summary>
    /// <returns>The entry, with what somebody has to look into.</returns>
    public JournalEntry Complete(JournalEntry entry)
    {
        if (entry.KeepsServices)
            return Kept(entry, "another installation was interrupted before it, and nothing here knows how far it came");
        if (machine.Product.Folder is not null || entry.Plan.Executables.Any(machine.Files.Exists))
            return Kept(entry, "the product is still there");
        foreach (var state in entry.Plan.Instances)
            report(Delete(state));
        return entry;
    }

    private static JournalEntry Kept(JournalEntry entry, string why) => entry.Plan.Instances.Count == 0 ? entry : entry with
    {
        KeepsServices = true,
        Problems = [.. entry.Problems, $"The services of the instances were not deleted: {why}. Install the product again, which brings them back as they were; then they can be deleted one by one."],
    };

    private string Delete(InstanceState state)
    {
        try
        {
            if (machine.Services.Look(state.Service) is not null && !machine.Services.IsClaimed(state.Service))
                return Left(state);
            machine.Services.Delete(state.Service);
            return $"{state.Instance}: service '{state.Service}' deleted, its data kept";
        }
        catch (ServiceException gone) when (gone.Error is ServiceError.NotFound or ServiceError.MarkedForDeletion)
        {
            return $"{state.Instance}: service '{state.Service}' had been deleted already";
        }
        catch (ServiceException refused)
        {
            return refused.Message;
        }
    }

    // It is disabled since the stop. Whoever has made it finds it as he left it.
    private string Left(InstanceState state) =>
        new StartHold(machine.Services).Release(state)?.Problem
        ?? $"{state.Instance}: service '{state.Service}' was not made by this product and is left, without the executable that it runs. Delete it if nobody needs it: sc.exe delete \"{state.Service}\"";
}
