using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.Support;

namespace Octopus.Tests.E2E.Matrix;

/// <summary>A way an instance can be when an installation comes.</summary>
/// <param name="Name">The instance, named for it.</param>
/// <param name="State">What its service is doing.</param>
/// <param name="StartType">When it starts.</param>
/// <param name="Behaviour">How it behaves; <see langword="null"/> for the agent itself, which can be asked for its version.</param>
internal sealed record InstanceCase(string Name, ServiceState State, StartType StartType, ServiceBehaviour? Behaviour)
{
    /// <summary>Long enough to be met on the way by an installation that has just been asked for.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(6);

    /// <summary>The cases of every run: one for each state that lasts, and each start type.</summary>
    public static readonly IReadOnlyList<InstanceCase> Usual =
    [
        new("Tentacle", ServiceState.Running, StartType.Automatic, Behaviour: null),
        new("by hand & up", ServiceState.Running, StartType.Manual, ServiceBehaviour.Normal),
        .. Windows.KnowsDelayedStart ? [new InstanceCase("late", ServiceState.Running, StartType.AutomaticDelayed, ServiceBehaviour.Normal)] : Array.Empty<InstanceCase>(),
        new("off yet up", ServiceState.Running, StartType.Disabled, ServiceBehaviour.Normal),
        new("Größe", ServiceState.Paused, StartType.Automatic, ServiceBehaviour.Normal),
        new("idle", ServiceState.Stopped, StartType.Automatic, ServiceBehaviour.Normal),
        new("by hand", ServiceState.Stopped, StartType.Manual, ServiceBehaviour.Normal),
        new("off", ServiceState.Stopped, StartType.Disabled, ServiceBehaviour.Normal),
    ];

    /// <summary>The cases that take their time, or have to be forced.</summary>
    public static readonly IReadOnlyList<InstanceCase> Difficult =
    [
        new("starting", ServiceState.StartPending, StartType.Automatic, new(StartTime: OnTheWay)),
        new("stopping", ServiceState.StopPending, StartType.Automatic, new(StopTime: OnTheWay)),
        new("hanging", ServiceState.Running, StartType.Automatic, new(ServiceFault.HangsInStop)),
        new("deaf", ServiceState.Running, StartType.Automatic, new(ServiceFault.IgnoresStop)),
        new("dying", ServiceState.Running, StartType.Automatic, new(ServiceFault.DiesInStop)),
    ];

    /// <summary>What an installation can be met by in the middle of stopping.</summary>
    public static readonly InstanceCase Slow = new("slow", ServiceState.Running, StartType.Automatic, new(StopTime: TimeSpan.FromSeconds(4)));

    /// <summary>Whether it is an agent that can be asked for its version.</summary>
    public bool IsAgent => Behaviour is null;

    /// <summary>What it should do when all is over: what ran or was on its way to it runs, what was paused is paused.</summary>
    public ServiceState Afterwards => State switch
    {
        ServiceState.Running or ServiceState.StartPending => ServiceState.Running,
        ServiceState.Paused => ServiceState.Paused,
        _ => ServiceState.Stopped,
    };

    public override string ToString() => $"{State}, {StartType}{(Behaviour is { Fault: not ServiceFault.None } broken ? $", {broken.Fault}" : "")}";
}
