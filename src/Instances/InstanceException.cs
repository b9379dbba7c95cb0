namespace Octopus.Instances;

/// <summary>Something about an instance that the caller can put right. The message is one sentence and the next step.</summary>
public sealed class InstanceException(InstanceError error, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What it is about.</summary>
    public InstanceError Error { get; } = error;

    /// <summary>
    /// Whether a file is there and could not be opened: somebody has it to himself, or the caller may not read it. Nobody knows what it
    /// says, so only trying again mends that.
    /// </summary>
    public bool CannotBeOpened => IsUnopened(InnerException);

    internal static bool IsUnopened(Exception? cause) =>
        cause is UnauthorizedAccessException or (IOException and not (FileNotFoundException or DirectoryNotFoundException));
}
