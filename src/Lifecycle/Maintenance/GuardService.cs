using System.ComponentModel;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// The guard as a service that starts with the machine. Its executable lies in the folder of installations, where only administrators
/// write and where no installation replaces it.
/// </summary>
/// <param name="services">The service control manager.</param>
/// <param name="machine">The machine folder.</param>
public sealed class GuardService(IServiceManager services, MachineFolder machine) : IGuard
{
    /// <summary>The name of the service.</summary>
    public const string Name = "Octopus Setup Guard";

    /// <summary>The file name of the executable.</summary>
    public const string Executable = "Octopus.Setup.Guard.exe";

    private const string Description = "Brings every instance back when an installation of Octopus is interrupted. It is here only while one is in progress.";

    /// <summary>Where its executable is.</summary>
    public static string PathIn(MachineFolder machine) => Path.Combine(machine.Setup, Executable);

    /// <inheritdoc/>
    public string? Arm()
    {
        var path = PathIn(machine);
        if (!File.Exists(path))
            return $"Nobody watches over this installation: {path} is not there. Should it be interrupted, run maintenance recover afterwards.";
        return Attempt("Nobody watches over this installation", () =>
        {
            var imagePath = $"\"{path}\" watch";
            if (services.Look(Name) is null)
                services.Create(new(Name, Name, Description, imagePath, StartType.Automatic));
            else
                services.SetImagePath(Name, imagePath);
            if (services.Look(Name) is { State: ServiceState.Stopped })
                services.Request(Name, ServiceRequest.Start);
        });
    }

    /// <inheritdoc/>
    public string? Disarm() => Attempt($"The service '{Name}' stays", () =>
    {
        if (services.Look(Name) is not { } service)
            return;
        services.Delete(Name);
        if (service.State == ServiceState.Running)
            services.Request(Name, ServiceRequest.Stop);
    });

    // It is the net below the rope: without it an installation goes on as long as nothing happens.
    private static string? Attempt(string otherwise, Action change)
    {
        try
        {
            change();
            return null;
        }
        catch (ServiceException gone) when (gone.Error is ServiceError.NotFound or ServiceError.MarkedForDeletion or ServiceError.NotRunning)
        {
            return null;
        }
        catch (Exception refused) when (refused is ServiceException or Win32Exception)
        {
            return $"{otherwise}: {refused.Message}";
        }
    }
}
