using Octopus.Services;

namespace Octopus.Manager.Components.Parts;

/// <summary>When services start, for people and for commands.</summary>
public static class StartTypes
{
    /// <summary>For people.</summary>
    public static string Of(StartType? type) => type switch
    {
        StartType.Automatic => "with the machine",
        StartType.AutomaticDelayed => "with the machine, a little later",
        StartType.Manual => "when somebody starts it",
        StartType.Disabled => "never: it is disabled",
        null => "",
        _ => type.ToString()!,
    };

    /// <summary>For commands.</summary>
    public static string Word(StartType? type) => type switch
    {
        StartType.AutomaticDelayed => "delayed",
        StartType.Manual => "manual",
        StartType.Disabled => "disabled",
        _ => "automatic",
    };
}
