namespace Octopus.Manager.Components.Instances;

/// <summary>What the list of instances can be sorted by.</summary>
public enum GridColumn
{
    /// <summary>The name, the default instance first.</summary>
    Name,
    /// <summary>What the service does.</summary>
    State,
    /// <summary>How it is.</summary>
    Health,
    /// <summary>The version that runs.</summary>
    Version,
    /// <summary>The port.</summary>
    Port,
    /// <summary>The account.</summary>
    Account,
    /// <summary>The home directory.</summary>
    Home,
    /// <summary>The process.</summary>
    Process,
    /// <summary>Since when it runs.</summary>
    Since,
}
