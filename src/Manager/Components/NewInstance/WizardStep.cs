namespace Octopus.Manager.Components.NewInstance;

/// <summary>The steps of the wizard, in order.</summary>
public enum WizardStep
{
    /// <summary>Name, home and port.</summary>
    Storage,
    /// <summary>Its certificate.</summary>
    Certificate,
    /// <summary>Its service.</summary>
    Service,
    /// <summary>The plan, and what comes of it.</summary>
    Review,
}
