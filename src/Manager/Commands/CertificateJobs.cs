using Octopus.Cli.Scripts;

namespace Octopus.Manager.Commands;

/// <summary>What can be done with the certificate of an instance.</summary>
public static class CertificateJobs
{
    private const string ServersMustKnow = "Servers know an instance by its certificate: those that trust this one have to be told the new thumbprint.";

    /// <summary>Makes a new one in place of the one that is there.</summary>
    public static Job New(string instance) => new(
        $"Give '{instance}' a new certificate",
        "Make new",
        new ManagerCommand(new CommandText("new-certificate").Option("--instance", instance)))
    {
        Instances = [instance],
        IsDangerous = true,
        Caution = ServersMustKnow,
    };

    /// <summary>Gives an instance the certificate of a file.</summary>
    public static Job Import(string instance, string file, string? password) => new(
        $"Import a certificate for '{instance}'", "Import", ImportCommand(instance, file, password))
    {
        Instances = [instance],
        IsDangerous = true,
        Caution = ServersMustKnow,
    };

    internal static ManagerCommand CommandFor(NewInstanceWish wish) => wish.CertificateFile is { } file
        ? ImportCommand(wish.Name, file, wish.CertificatePassword)
        : new(new CommandText("new-certificate").Option("--instance", wish.Name).Flag("--if-blank"));

    internal static string Announcement(NewInstanceWish wish) =>
        wish.CertificateFile is { } file ? $"Import the certificate of {file}" : "Make a certificate for it";

    private static ManagerCommand ImportCommand(string instance, string file, string? password) =>
        new(new CommandText("import-certificate").Option("--instance", instance).Option("--from-file", file))
        {
            Secret = password is { Length: > 0 } ? new(Secret.PfxPassword, password) : null,
        };
}
