namespace Octopus.Manager.Components.Instances;

/// <summary>What instances have in common.</summary>
public enum GridScope
{
    /// <summary>Nothing: all of them.</summary>
    All,
    /// <summary>Their service runs.</summary>
    Running,
    /// <summary>It does not.</summary>
    NotRunning,
    /// <summary>Something is wrong with them.</summary>
    WithProblems,
}
