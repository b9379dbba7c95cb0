using System.ComponentModel;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// The guard as a service that starts with the machine. Its executable lies in the folder of installations, where only administrators
/// write and where no installation replaces it; it is written anew each time, so that what somebody put there is never run.
/// </summary>
/// <param name="services">The service control manager.</param>
/// <param name="machine">The machine folder.</param>
/// <param name="time">The clock.</param>
/// <param name="executable">Opens the executable to write; <see langword="null"/> where nothing is installed, and no guard is set up.</param>
/// <param name="isItself">Whether the guard itself takes itself away: then it is not asked to stop.</param>
public sealed class GuardService(IServiceManager services, MachineFolder machine, TimeProvider time, Func<Stream?>? executable, bool isItself) : IGuard
{
    /// <summary>The name of the service.</summary>
    public const string Name = "Octopus Setup Guard";

    /// <summary>The file name of the executable.</summary>
    public const string Executable = "Octopus.Setup.Guard.exe";

    private const string Description = "Brings every instance back when an installation of Octopus is interrupted. It is here only while one is in progress.";
    private const string RetiredEnding = ".retired";

    /// <summary>A guard for programs that install nothing: they can take one away.</summary>
    public static IGuard OfOthers(IServiceManager services, MachineFolder machine, TimeProvider time) => new GuardService(services, machine, time, null, isItself: false);

    /// <summary>The guard of the guard itself.</summary>
    public static IGuard OfItself(IServiceManager services, MachineFolder machine, TimeProvider time) => new GuardService(services, machine, time, null, isItself: true);

    private string PathOfExecutable => Path.Combine(machine.Setup, Executable);

    /// <inheritdoc/>
    public async Task<string?> Arm(CancellationToken cancellation)
    {
        const string otherwise = "Nobody watches over this installation. Should it be interrupted, run maintenance recover afterwards";
        try
        {
            using var content = executable?.Invoke();
            if (content is null)
                return $"{otherwise}: this build has no guard.";
            Place(content);
            await Register(cancellation).ConfigureAwait(false);
            return null;
        }
        catch (Exception refused) when (IsKnown(refused))
        {
            // It is the net below the rope: without it an installation goes on as long as nothing happens.
            return $"{otherwise}: {refused.Message}";
        }
    }

    /// <inheritdoc/>
    public bool IsGone
    {
        get
        {
            try
            {
                // A service that is deleted can be looked at as before until its process has ended; only to change it is refused.
                services.SetStartType(Name, StartType.Automatic);
                return false;
            }
            catch (ServiceException refused)
            {
                return refused.Error is ServiceError.NotFound or ServiceError.MarkedForDeletion;
            }
        }
    }

    /// <inheritdoc/>
    public string? Disarm()
    {
        try
        {
            if (services.Look(Name) is not { } service)
                return null;
            services.Delete(Name);
            if (service.State == ServiceState.Running && !isItself)
                services.Request(Name, ServiceRequest.Stop);
            return null;
        }
        catch (ServiceException gone) when (gone.Error is ServiceError.NotFound or ServiceError.MarkedForDeletion or ServiceError.NotRunning)
        {
            return null;
        }
        catch (Exception refused) when (IsKnown(refused))
        {
            return $"The service '{Name}' stays until the machine starts again: {refused.Message}";
        }
    }

    private void Place(Stream content)
    {
        Directory.CreateDirectory(machine.Setup);
        var written = PathOfExecutable + ".writing";
        AtomicFile.Delete(written);
        using (var file = new FileStream(written, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            content.CopyTo(file);
            file.Flush(flushToDisk: true);
        }

        foreach (var old in Directory.GetFiles(machine.Setup, Executable + ".*" + RetiredEnding).Prepend(PathOfExecutable))
            Remove(old);
        Move(written, PathOfExecutable);
    }

    // The guard of an installation just before this one may not have ended yet: what runs cannot be deleted, but renamed.
    private void Remove(string path)
    {
        if (!File.Exists(path))
            return;
        try
        {
            File.SetAttributes(path, FileAttributes.Normal);
            File.Delete(path);
        }
        catch (Exception runs) when (runs is IOException or UnauthorizedAccessException)
        {
            if (path == PathOfExecutable)
                Move(path, $"{path}.{Guid.NewGuid():N}{RetiredEnding}");
        }
    }

    // Virus scanners read what has just been written, and what runs.
    private static void Move(string path, string newPath) =>
        FilePatience.OfWriters.Try(path, $"renamed to {newPath}", () => File.Move(path, newPath));

    private async Task Register(CancellationToken cancellation)
    {
        var imagePath = $"\"{PathOfExecutable}\" watch";
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                if (services.Look(Name) is null)
                    services.Create(new(Name, Name, Description, imagePath));
                services.SetImagePath(Name, imagePath);
                // That it goes is told only when something is changed, and the path may be the same.
                services.SetStartType(Name, StartType.Automatic);
                if (services.Look(Name) is { State: ServiceState.Stopped })
                    services.Request(Name, ServiceRequest.Start);
                return;
            }
            catch (ServiceException going) when (going.Error is ServiceError.MarkedForDeletion or ServiceError.NotFound or ServiceError.Busy && time.GetElapsedTime(began) < Timeouts.GuardLook + Timeouts.GuardEnd)
            {
                // The one of an installation just before this one is about to go, and tells nobody when it has.
                await time.Delay(Timeouts.BusyRetry, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static bool IsKnown(Exception refused) => refused is ServiceException or Win32Exception or IOException or UnauthorizedAccessException;
}
