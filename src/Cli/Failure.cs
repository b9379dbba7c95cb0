using Octopus.Backup;
using Octopus.Certificates;
using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Cli;

/// <summary>What an exception means to the caller of a command: the one place that knows.</summary>
internal static class Failure
{
    /// <summary>Whether this product knows what it means and its message is a sentence for people.</summary>
    public static bool IsKnown(Exception failure) => ExitCodeOf(failure) != ExitCode.Unexpected;

    /// <summary>What the caller reads: one sentence and the next step, or everything when nobody knows what it means.</summary>
    public static string MessageOf(Exception failure) => ExitCodeOf(failure) switch
    {
        ExitCode.Unexpected => failure.ToString(),
        ExitCode.Cancelled => "Cancelled by the user. What was done until then stays; see 'list-instances'.",
        _ => failure.Message,
    };

    /// <summary>The exit code.</summary>
    public static ExitCode ExitCodeOf(Exception failure) => failure switch
    {
        CommandException command => command.ExitCode,
        InstanceException instance => instance.Error switch
        {
            InstanceError.NotFound => ExitCode.InstanceNotFound,
            InstanceError.AlreadyExists => ExitCode.AlreadyExists,
            InstanceError.IllegalName => ExitCode.IllegalName,
            InstanceError.IllegalValue => ExitCode.IllegalValue,
            InstanceError.Conflict => ExitCode.Conflict,
            InstanceError.ConfigurationUnusable => ExitCode.ConfigurationUnusable,
            InstanceError.RecordUnreadable => ExitCode.RecordUnreadable,
            InstanceError.Busy => ExitCode.Busy,
            _ => ExitCode.Unexpected,
        },
        ServiceException { Error: ServiceError.AccessDenied } => ExitCode.NotElevated,
        ServiceException { Error: ServiceError.NotFound } => ExitCode.ServiceNotInstalled,
        ServiceException => ExitCode.ServiceFailed,
        MaintenanceInProgressException => ExitCode.MaintenanceInProgress,
        MaintenanceException => ExitCode.MaintenanceFailed,
        CertificateException { Error: CertificateError.WrongPassword } => ExitCode.SecretUnusable,
        CertificateException { Error: CertificateError.NotTakenOver } => ExitCode.ConfigurationUnusable,
        CertificateException => ExitCode.FileUnusable,
        BackupException backup => backup.Error switch
        {
            BackupError.FileUnusable => ExitCode.FileUnusable,
            BackupError.SecretUnusable => ExitCode.SecretUnusable,
            BackupError.AlreadyExists => ExitCode.AlreadyExists,
            BackupError.NoRoom => ExitCode.FileAccess,
            BackupError.Changing or BackupError.Interrupted => ExitCode.Conflict,
            _ => ExitCode.Unexpected,
        },
        UnauthorizedAccessException or IOException => ExitCode.FileAccess,
        OperationCanceledException => ExitCode.Cancelled,
        _ => ExitCode.Unexpected,
    };
}
