namespace Octopus.Instances;

/// <summary>Where this product keeps what belongs to the machine.</summary>
/// <param name="Path">The folder; <c>%ProgramData%\Octopus</c> unless moved.</param>
public sealed record MachineFolder(string Path)
{
    /// <summary>The environment variable that moves the folder.</summary>
    public const string Variable = "OCTOPUS_MACHINE_FOLDER";

    /// <summary>The folder of this machine, as the environment says.</summary>
    public static MachineFolder Current() =>
        new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } moved
            ? moved
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "Octopus"));

    /// <summary>Holds one file for each instance of the application.</summary>
    public string Instances(Application application) => System.IO.Path.Combine(Path, application.Name, "Instances");

    /// <summary>Where an instance lives unless it is told otherwise.</summary>
    public string DefaultHome(Application application, string instance) =>
        System.IO.Path.Combine(Path, application.Name, "Homes", InstanceName.Slug(instance));

    /// <summary>Journal and result of installations.</summary>
    public string Setup => System.IO.Path.Combine(Path, "Setup");

    /// <summary>What the Manager's own browser keeps; for administrators only.</summary>
    public string Manager => System.IO.Path.Combine(Path, "Manager");
}
