using Octopus.Cli.Scripts;

namespace Octopus.Manager.Commands;

/// <summary>What can be done with instances themselves.</summary>
public static class InstanceJobs
{
    /// <summary>Makes an instance, its certificate and its service.</summary>
    public static Job Create(NewInstanceWish wish)
    {
        var create = new ManagerCommand(new CommandText("create-instance")
            .Option("--instance", wish.Name).Option("--home", wish.Home).Option("--port", wish.Port));
        List<ManagerCommand> commands = [create, CertificateJobs.CommandFor(wish) with { Announced = [CertificateJobs.Announcement(wish)] }];
        if (wish.Service is { } service)
        {
            commands.Add(ServiceJobs.InstallCommand(wish.Name, service) with
            {
                Announced = [$"Install the service to run as {service.Account}", .. service.Starts ? ["Start the service and wait until the instance answers"] : Array.Empty<string>()],
            });
        }

        return new($"Create instance '{wish.Name}'", "Create", commands) { Instances = [wish.Name] };
    }

    /// <summary>Takes an instance away.</summary>
    public static Job Delete(string instance, bool purge) => new(
        $"Delete instance '{instance}'",
        "Delete",
        new ManagerCommand(new CommandText("delete-instance").Option("--instance", instance).Flag("--purge", purge).Flag("--yes")))
    {
        Instances = [instance],
        IsDangerous = true,
        TypedConfirmation = instance,
        Caution = purge ? "What it has made in its home and its configuration are deleted too. Only a backup brings them back." : "Its home and its configuration are kept.",
    };

    /// <summary>Gives an instance another name.</summary>
    public static Job Rename(string instance, string name, string? password) => new(
        $"Rename '{instance}' to '{name}'",
        "Rename",
        new ManagerCommand(new CommandText("rename-instance").Option("--instance", instance).Option("--as", name))
        {
            Secret = password is { Length: > 0 } ? new(Secret.ServicePassword, password) : null,
        }) { Instances = [instance] };

    /// <summary>Makes an instance with the settings of another one.</summary>
    public static Job Clone(string instance, string name, string home, int port) => new(
        $"Clone '{instance}' as '{name}'",
        "Clone",
        new ManagerCommand(new CommandText("clone-instance").Option("--instance", instance).Option("--as", name).Option("--home", home).Option("--port", port)))
    {
        Instances = [name],
    };

    /// <summary>Changes the settings of an instance.</summary>
    public static Job Configure(string instance, SettingsWish wish) => new(
        $"Change the settings of '{instance}'",
        "Save",
        [new(wish.AddTo(new CommandText("configure").Option("--instance", instance))), .. wish.Restarts ? [new ManagerCommand(new CommandText("service").Flag("--restart").Option("--instance", instance))] : Array.Empty<ManagerCommand>()])
    {
        Instances = [instance],
    };

    /// <summary>One instance by its name, several by their number.</summary>
    internal static string Named(IReadOnlyList<string> instances) => instances is [var only] ? $"'{only}'" : $"{instances.Count} instances";
}
