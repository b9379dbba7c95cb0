namespace Octopus.Lifecycle.Maintenance;

/// <summary>An installation cannot go on. The message names the instances and the next step.</summary>
public sealed class MaintenanceException(string message, Exception? cause = null) : Exception(message, cause);
