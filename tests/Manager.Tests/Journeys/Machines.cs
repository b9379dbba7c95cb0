using Octopus.Services;
using Octopus.Tests.Cli;
using Octopus.Tests.Support;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>Machines for journeys.</summary>
internal static class Machines
{
    /// <summary>Four instances: two run, one is stopped, one has no service.</summary>
    public static CliMachine WithFour() => new CliMachine()
        .Add("Tentacle", 10933).AddService("Tentacle", ServiceState.Running)
        .Add("Prod A", 10934).AddService("Prod A", ServiceState.Running)
        .Add("Prod B", 10935).AddService("Prod B", ServiceState.Stopped)
        .Add("Lonely", 10936);

    /// <summary>The same, and one that does not start.</summary>
    public static CliMachine WithOneThatFails() => WithFour().Add("Stuck", 10937).AddService("Stuck", ServiceState.Stopped, ServiceFault.FailsToStart);
}
