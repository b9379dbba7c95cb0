namespace Octopus.Cli;

/// <summary>What a command's exit code means. Scripts rely on these numbers; they never change.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Success = 0,
    /// <summary>The command line is not understood. Nothing was changed.</summary>
    Usage = 2,
    /// <summary>There is no such instance.</summary>
    InstanceNotFound = 3,
    /// <summary>An instance, or a file, of that name exists already.</summary>
    AlreadyExists = 4,
    /// <summary>The name cannot be the name of an instance.</summary>
    IllegalName = 5,
    /// <summary>A value is out of range or of the wrong kind.</summary>
    IllegalValue = 6,
    /// <summary>The port, home or service belongs to another instance or program, or the service is in the way.</summary>
    Conflict = 7,
    /// <summary>The instance's configuration file is missing or unreadable, or it has no certificate yet, or names one that cannot be had.</summary>
    ConfigurationUnusable = 8,
    /// <summary>The command needs an elevated administrator.</summary>
    NotElevated = 9,
    /// <summary>The service control manager refused, or a service did not get where it should.</summary>
    ServiceFailed = 10,
    /// <summary>The service is not installed.</summary>
    ServiceNotInstalled = 11,
    /// <summary>A record in the index cannot be read. Everything readable was answered.</summary>
    RecordUnreadable = 12,
    /// <summary>Another program is changing the instances and did not finish in time.</summary>
    Busy = 13,
    /// <summary>The agent could not start or stopped with an error.</summary>
    AgentFailed = 14,
    /// <summary>A file or folder cannot be read or written.</summary>
    FileAccess = 15,
    /// <summary>The user pressed Ctrl+C. What was done until then stays.</summary>
    Cancelled = 16,
    /// <summary>An installation is in progress on this machine, or one was interrupted and waits to be recovered.</summary>
    MaintenanceInProgress = 17,
    /// <summary>What an interrupted installation left could not be brought to an end, or no instance came back.</summary>
    MaintenanceFailed = 18,
    /// <summary>Some instances were done and some failed; each has told.</summary>
    PartialFailure = 19,
    /// <summary>The question was answered with no, or nobody was there to answer it. Nothing was changed.</summary>
    Declined = 20,
    /// <summary>Looked at and not well: <c>doctor</c> found problems, or a check did not pass.</summary>
    ProblemsFound = 21,
    /// <summary>A password, passphrase or key is missing, empty or wrong.</summary>
    SecretUnusable = 22,
    /// <summary>A backup, or a certificate to import, is damaged, incomplete or none.</summary>
    FileUnusable = 23,
    /// <summary>An error this product does not know. The message has the details.</summary>
    Unexpected = 100,
}
