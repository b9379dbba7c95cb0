namespace Octopus.Services;

/// <summary>What a service can be asked to do.</summary>
public enum ServiceRequest
{
    /// <summary>Start it.</summary>
    Start,
    /// <summary>Stop it.</summary>
    Stop,
    /// <summary>Pause it.</summary>
    Pause,
    /// <summary>Continue it after a pause.</summary>
    Continue,
}
