using System.Globalization;

namespace Octopus.Tests.Support;

/// <summary>What a service does otherwise than asked.</summary>
public enum ServiceFault
{
    None,
    /// <summary>Takes the stop request and goes on running.</summary>
    IgnoresStop,
    /// <summary>Says that it stops, and never does.</summary>
    HangsInStop,
    /// <summary>Its process dies when it is asked to stop.</summary>
    DiesInStop,
    /// <summary>Stops, and its process goes on. In memory only.</summary>
    OutlivesStop,
    /// <summary>Gives up while it starts, with <see cref="ServiceBehaviour.FailureCode"/>.</summary>
    FailsToStart,
    /// <summary>Its process dies while it starts.</summary>
    DiesInStart,
    /// <summary>Its account may not log on, for instance because its password has changed. In memory only.</summary>
    CannotLogOn,
}

/// <summary>How a service behaves: the same words for the in-memory one and for the real test service.</summary>
public sealed record ServiceBehaviour(ServiceFault Fault = ServiceFault.None, TimeSpan StartTime = default, TimeSpan StopTime = default)
{
    /// <summary>The service-specific exit code of a service that gives up while it starts.</summary>
    public const int FailureCode = 42;

    /// <summary>What its process runs instead of the registered executable, as a wrapper does. In memory only.</summary>
    public string? Runs { get; init; }

    public static ServiceBehaviour Normal { get; } = new();

    public static ServiceBehaviour Parse(string text)
    {
        var parts = text.Split(',');
        return new ServiceBehaviour(Enum.Parse<ServiceFault>(parts[0]), Milliseconds(parts[1]), Milliseconds(parts[2]));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Fault},{StartTime.TotalMilliseconds:0},{StopTime.TotalMilliseconds:0}");

    private static TimeSpan Milliseconds(string text) => TimeSpan.FromMilliseconds(int.Parse(text, CultureInfo.InvariantCulture));
}
