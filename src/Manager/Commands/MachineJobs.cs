using Octopus.Cli.Doctor;
using Octopus.Cli.Scripts;

namespace Octopus.Manager.Commands;

/// <summary>What can be done with the machine.</summary>
public static class MachineJobs
{
    /// <summary>Mends what can be mended safely.</summary>
    public static Job FixSafe() => new(
        "Mend what is safe to mend", "Mend", new ManagerCommand(new CommandText("doctor").Flag("--fix")))
    {
        Caution = "Nothing stops, nothing is lost, and nothing that others rely on changes.",
    };

    /// <summary>
    /// Runs the command that an examination names, when it is one of those that can run as they are; <see langword="null"/> when it is a
    /// person's. Its text is for people and is never read here.
    /// </summary>
    public static Job? Mend(Finding finding) => finding.Arguments switch
    {
        ["doctor", "--fix"] => Mend(new CommandText("doctor").Flag("--fix")),
        ["maintenance", "recover"] => Mend(new CommandText("maintenance recover")),
        ["service", "--install" or "--reconfigure" or "--restart", "--instance", var instance] =>
            Mend(new CommandText("service").Flag(finding.Arguments[1]).Option("--instance", instance)) with { Instances = [instance] },
        // What destroys something has a dialog of its own, which says what.
        ["delete-instance", "--instance", var instance] => InstanceJobs.Delete(instance, purge: false),
        _ => null,
    };

    /// <summary>Finishes what an interrupted installation, or a command, has left.</summary>
    public static Job Recover(bool force) => new(
        "Give every instance its state back", "Recover", new ManagerCommand(new CommandText("maintenance recover").Flag("--force", force)))
    {
        IsDangerous = force,
        Caution = force ? "Only when it is certain that the installation does nothing any more." : null,
    };

    /// <summary>Makes the watchdog, or makes it watch otherwise.</summary>
    /// <param name="minutes">From one look to the next.</param>
    /// <param name="instances">Whom it watches; empty for all.</param>
    public static Job Watch(int minutes, IReadOnlyList<string> instances)
    {
        var words = new CommandText("watchdog create").Option("--interval", minutes);
        foreach (var instance in instances.DefaultIfEmpty("*"))
            words.Option("--instances", instance);
        return new("Let the watchdog watch", "Save", new ManagerCommand(words)) { Instances = instances };
    }

    /// <summary>Takes the watchdog away.</summary>
    public static Job DeleteWatchdog() => new(
        "Delete the watchdog", "Delete", new ManagerCommand(new CommandText("watchdog delete")))
    {
        IsDangerous = true,
        Caution = "Instances that fail are started again by Windows only, where their service says so.",
    };

    private static Job Mend(CommandText words) => new("Mend it", "Mend", new ManagerCommand(words));
}
