namespace Octopus.Services;

/// <summary>How the last run of a service ended.</summary>
public enum ServiceEnd
{
    /// <summary>It was asked to stop, by whomever, and did.</summary>
    Asked,
    /// <summary>Its process died or was terminated, it gave up with an error, or it could not be started.</summary>
    Failed,
    /// <summary>It has not run since the machine started, or since it was installed.</summary>
    NeverStarted,
}
