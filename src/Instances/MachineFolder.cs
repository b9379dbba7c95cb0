using Microsoft.Win32;

namespace Octopus.Instances;

/// <summary>Where this product keeps what belongs to the machine.</summary>
/// <param name="Path">The folder; <c>%ProgramData%\Octopus</c> unless moved.</param>
public sealed record MachineFolder(string Path)
{
    /// <summary>The environment variable that moves the folder.</summary>
    public const string Variable = "OCTOPUS_MACHINE_FOLDER";

    private const string MachineEnvironment = @"SYSTEM\CurrentControlSet\Control\Session Manager\Environment";

    /// <summary>
    /// The folder of this machine. An elevated program is told of a move by the environment of the machine and not by its own, in which
    /// the user who starts it, and everything that runs as him, may write.
    /// </summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.IllegalValue"/>: it is moved to what is no full path.</exception>
    public static MachineFolder Current() => new(
        (IsElevated() ? OfMachine() : Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } moved
            ? Absolute(moved)
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "Octopus"));

    /// <summary>Holds one file for each instance of the application.</summary>
    public string Instances(Application application) => System.IO.Path.Combine(Path, application.Name, "Instances");

    /// <summary>Keeps two programs from changing instances of the application at once; where nobody but administrators can hold it.</summary>
    public string InstancesLock(Application application) => System.IO.Path.Combine(Setup, application.Name + ".lock");

    /// <summary>Has the homes of instances that are not told to live elsewhere.</summary>
    public string Homes(Application application) => System.IO.Path.Combine(Path, application.Name, "Homes");

    /// <summary>Where an instance lives unless it is told otherwise.</summary>
    public string DefaultHome(Application application, string instance) =>
        System.IO.Path.Combine(Homes(application), InstanceName.Slug(instance));

    /// <summary>Journal and result of installations; for administrators only.</summary>
    public string Setup => System.IO.Path.Combine(Path, "Setup");

    /// <summary>Notes of services that were stopped on purpose; for administrators only.</summary>
    public string Stopped => System.IO.Path.Combine(Setup, "Stopped");

    /// <summary>Journals of restores; for administrators only.</summary>
    public string Restores => System.IO.Path.Combine(Setup, "Restores");

    /// <summary>What the Manager keeps; for administrators only.</summary>
    public string Manager => System.IO.Path.Combine(Path, "Manager");

    /// <summary>What the Manager's own browser keeps; for administrators only.</summary>
    public string Browser => System.IO.Path.Combine(Manager, "Browser");

    // Any other would be another folder wherever a program is started.
    private static string Absolute(string path) =>
        System.IO.Path.GetFullPath(path) == path.Replace(System.IO.Path.AltDirectorySeparatorChar, System.IO.Path.DirectorySeparatorChar)
            ? path
            : throw new InstanceException(InstanceError.IllegalValue, $"{Variable} is '{path}', which is no full path. Set it to one like D:\\Octopus, without variables in it.");

#if NET
    // Elsewhere there is no environment of a machine.
    private static bool IsElevated() => OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    private static string? OfMachine() => OperatingSystem.IsWindows() ? Stored() : null;
#else
    private static bool IsElevated()
    {
        using var user = System.Security.Principal.WindowsIdentity.GetCurrent();
        return new System.Security.Principal.WindowsPrincipal(user).IsInRole(System.Security.Principal.WindowsBuiltInRole.Administrator);
    }

    private static string? OfMachine() => Stored();
#endif
    // As it is stored: what stands between percent signs would come from the environment of the user again.
#if NET
    [System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
    private static string? Stored()
    {
        using var machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, RegistryView.Registry64);
        using var environment = machine.OpenSubKey(MachineEnvironment);
        return environment?.GetValue(Variable, null, RegistryValueOptions.DoNotExpandEnvironmentNames) as string;
    }
}
