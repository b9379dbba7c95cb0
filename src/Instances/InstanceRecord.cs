namespace Octopus.Instances;

/// <summary>
/// One entry of the machine's index of instances: a name and where its configuration is. Names of existing records are taken as
/// they are, also when <see cref="InstanceName"/> would not allow them for a new one.
/// </summary>
/// <param name="Name">The name, unique without regard to case.</param>
/// <param name="ConfigurationFilePath">Full path of the configuration file.</param>
public sealed record InstanceRecord(string Name, string ConfigurationFilePath);
