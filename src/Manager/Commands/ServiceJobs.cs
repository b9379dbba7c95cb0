using Octopus.Cli.Scripts;

namespace Octopus.Manager.Commands;

/// <summary>What can be done with the services of instances.</summary>
public static class ServiceJobs
{
    /// <summary>Starts services.</summary>
    public static Job Start(params IReadOnlyList<string> instances) => Of("Start", "--start", instances);

    /// <summary>Stops them.</summary>
    public static Job Stop(params IReadOnlyList<string> instances) => Of("Stop", "--stop", instances);

    /// <summary>Stops and starts them.</summary>
    public static Job Restart(params IReadOnlyList<string> instances) => Of("Restart", "--restart", instances);

    /// <summary>Removes the service of an instance, and stops it first.</summary>
    public static Job Uninstall(string instance, bool runs) => new(
        $"Remove the service of '{instance}'",
        "Remove",
        new ManagerCommand(new CommandText("service").Flag("--stop", runs).Flag("--uninstall").Option("--instance", instance)))
    {
        Instances = [instance],
        IsDangerous = true,
        Caution = "The instance itself stays, with its settings and its data. It no longer starts with the machine.",
    };

    /// <summary>Makes the service of an instance.</summary>
    public static Job Install(string instance, ServiceWish wish) =>
        new($"Install the service of '{instance}'", "Install", InstallCommand(instance, wish)) { Instances = [instance] };

    /// <summary>Changes what the service of an instance is.</summary>
    public static Job Reconfigure(string instance, ServiceWish wish) => new(
        $"Change the service of '{instance}'",
        "Change",
        Command(new CommandText("service").Flag("--reconfigure").Flag("--restart", wish.Starts), instance, wish)) { Instances = [instance] };

    internal static ManagerCommand InstallCommand(string instance, ServiceWish wish) =>
        Command(new CommandText("service").Flag("--install").Flag("--start", wish.Starts), instance, wish);

    private static ManagerCommand Command(CommandText words, string instance, ServiceWish wish)
    {
        words.Option("--instance", instance).Option("--username", wish.Account).Option("--start-type", wish.StartType);
        foreach (var service in wish.DependsOn ?? [])
            words.Option("--depend-on", service);
        return new(words.Flag("--no-recovery", wish.NoRecovery))
        {
            Secret = wish.Password is { Length: > 0 } password ? new(Secret.ServicePassword, password) : null,
        };
    }

    private static Job Of(string verb, string option, IReadOnlyList<string> instances)
    {
        var words = new CommandText("service").Flag(option);
        foreach (var instance in instances)
            words.Option("--instance", instance);
        return new($"{verb} {InstanceJobs.Named(instances)}", verb, new ManagerCommand(words)) { Instances = instances };
    }
}
