namespace Octopus.Services;

/// <summary>Start types and the numbers Windows has for them.</summary>
internal static class StartTypes
{
    private const uint Auto = 2;
    private const uint Demand = 3;
    private const uint Off = 4;

    public static uint ToNative(StartType type) => type switch
    {
        StartType.Automatic or StartType.AutomaticDelayed => Auto,
        StartType.Manual => Demand,
        StartType.Disabled => Off,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A service cannot be given this start type."),
    };

    public static StartType FromNative(uint number, bool delayed) => number switch
    {
        Auto => delayed ? StartType.AutomaticDelayed : StartType.Automatic,
        Demand => StartType.Manual,
        Off => StartType.Disabled,
        _ => StartType.Boot,
    };
}
