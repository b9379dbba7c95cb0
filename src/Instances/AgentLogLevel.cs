namespace Octopus.Instances;

/// <summary>How much an agent writes into its log: what is of this level, or worse.</summary>
public enum AgentLogLevel
{
    /// <summary>Everything.</summary>
    Verbose,
    /// <summary>What helps to find a fault.</summary>
    Debug,
    /// <summary>What happens.</summary>
    Information,
    /// <summary>What may lead to a fault.</summary>
    Warning,
    /// <summary>What failed.</summary>
    Error,
    /// <summary>What ended the agent.</summary>
    Fatal,
}
