namespace Octopus.Instances;

/// <summary>What the caller can put right about an instance.</summary>
public enum InstanceError
{
    /// <summary>No instance of that name.</summary>
    NotFound,
    /// <summary>The name, or one that would share its file, is taken.</summary>
    AlreadyExists,
    /// <summary>The name breaks a rule of <see cref="InstanceName"/>.</summary>
    IllegalName,
    /// <summary>A value is out of range or not of its kind.</summary>
    IllegalValue,
    /// <summary>Something the instance needs for itself belongs to another instance or program.</summary>
    Conflict,
    /// <summary>The instance's configuration file is missing or unreadable.</summary>
    ConfigurationUnusable,
    /// <summary>A record in the index cannot be read.</summary>
    RecordUnreadable,
    /// <summary>Another program is changing the index and did not finish in time.</summary>
    Busy,
}
