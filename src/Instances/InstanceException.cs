namespace Octopus.Instances;

/// <summary>Something about an instance that the caller can put right. The message is one sentence and the next step.</summary>
public sealed class InstanceException(InstanceError error, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What it is about.</summary>
    public InstanceError Error { get; } = error;
}
