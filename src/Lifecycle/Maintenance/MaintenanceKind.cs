namespace Octopus.Lifecycle.Maintenance;

/// <summary>What an installation does to the product.</summary>
public enum MaintenanceKind
{
    /// <summary>Puts it on a machine that has none.</summary>
    Install,
    /// <summary>Replaces another version.</summary>
    Upgrade,
    /// <summary>Repairs or modifies the same version.</summary>
    Repair,
    /// <summary>Takes it away.</summary>
    Uninstall,
    /// <summary>Changes nothing about it, and gives instances back what they are owed.</summary>
    Recovery,
}

/// <summary>Which instances run after an installation: the property RESTARTINSTANCES.</summary>
public enum RestartChoice
{
    /// <summary>Those that ran before. The default.</summary>
    Running,
    /// <summary>None.</summary>
    None,
    /// <summary>All but the disabled ones. The watchdog only when it ran.</summary>
    All,
}
