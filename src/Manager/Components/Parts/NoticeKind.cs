namespace Octopus.Manager.Components.Parts;

/// <summary>How much a notice matters.</summary>
public enum NoticeKind
{
    /// <summary>Good to know.</summary>
    Information,
    /// <summary>It went well.</summary>
    Success,
    /// <summary>It may not go as wanted.</summary>
    Warning,
    /// <summary>It has not gone as wanted.</summary>
    Error,
}
