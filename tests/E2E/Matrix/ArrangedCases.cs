using Microsoft.Win32;
using Octopus.Instances;
using Octopus.Services;
using Octopus.Tests.E2E.Machine;
using Octopus.Tests.E2E.Upgrade;

namespace Octopus.Tests.E2E.Matrix;

/// <summary>The cases of a run as real services, and how they were before it.</summary>
internal sealed class ArrangedCases
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // Restart three times after a minute each: what SERVICE_FAILURE_ACTIONS looks like in the registry.
    private static readonly byte[] FailureActions = Convert.FromHexString("805101000000000000000000030000001400000001000000" + "60EA0000" + "01000000" + "60EA0000" + "01000000" + "60EA0000");

    private readonly IReadOnlyList<InstanceCase> _cases;
    private readonly Dictionary<InstanceCase, (int ProcessId, ServiceSnapshot Configuration)> _before = [];

    private ArrangedCases(IReadOnlyList<InstanceCase> cases) => _cases = cases;

    public static string ServiceOf(InstanceCase known) => Application.Tentacle.ServiceName(known.Name);

    /// <summary>Makes the services, and brings them where they last.</summary>
    public static async Task<ArrangedCases> Make(IReadOnlyList<InstanceCase> cases, Evidence evidence)
    {
        BehavedInstance.Enable();
        foreach (var known in cases)
            await Create(known, evidence);
        await Task.WhenAll(cases.Where(known => known.State is not (ServiceState.Stopped or ServiceState.StartPending)).Select(Start));
        var arranged = new ArrangedCases(cases);
        foreach (var known in cases)
        {
            ServiceTable.Manager.SetStartType(ServiceOf(known), known.StartType);
            arranged._before.Add(known, (ServiceTable.Get(ServiceOf(known)).ProcessId, ServiceSnapshot.Read(ServiceOf(known))));
        }

        return arranged;
    }

    /// <summary>Sends those on their way that an installation is to meet there.</summary>
    public void SetOff()
    {
        foreach (var known in _cases)
        {
            if (known.State == ServiceState.StartPending)
                ServiceTable.Manager.Request(ServiceOf(known), ServiceRequest.Start);
            if (known.State == ServiceState.StopPending)
                ServiceTable.Manager.Request(ServiceOf(known), ServiceRequest.Stop);
        }
    }

    /// <summary>What can be seen of a case now.</summary>
    public InstanceSighting Look(InstanceCase known, ServiceState? recorded)
    {
        if (ServiceTable.Manager.Find(ServiceOf(known)) is not { } service)
            return InstanceSighting.Gone(recorded);
        var (processId, configuration) = _before[known];
        return new(
            recorded,
            service.State,
            service.StartType,
            configuration.Differences(ServiceSnapshot.Read(ServiceOf(known))).Count == 0,
            service.ProcessId == 0 ? ProcessSighting.None : service.ProcessId == processId ? ProcessSighting.Same : ProcessSighting.Another,
            known.IsAgent ? HealthClient.Ask(Agent(known).Port)?.Version : null);
    }

    private static ArrangedInstance Agent(InstanceCase known) => new(known.Name, Runs: true);

    // Its start type comes when it runs: what is disabled can run, but cannot be started.
    private static async Task Create(InstanceCase known, Evidence evidence)
    {
        if (known.Behaviour is { } behaviour)
        {
            await new BehavedInstance(known.Name, behaviour, StartType.Manual).Create();
        }
        else
        {
            if (!File.Exists(Agent(known).Record))
                TentacleExe.Installed(evidence).Do("create-instance", "--instance", known.Name);
            var service = ServiceOf(known);
            await ServiceTable.Create(new(service, service, "An agent.", Application.ServiceCommandLine(InstallFolder.Tentacle, known.Name), StartType.Manual));
        }

        ServiceSnapshot.Set(ServiceOf(known), "FailureActions", FailureActions, RegistryValueKind.Binary);
        ServiceSnapshot.Set(ServiceOf(known), "FailureActionsOnNonCrashFailures", 1, RegistryValueKind.DWord);
    }

    private static async Task Start(InstanceCase known)
    {
        var service = ServiceOf(known);
        ServiceTable.Manager.Request(service, ServiceRequest.Start);
        await Reach(service, ServiceState.Running);
        if (known.State == ServiceState.Paused)
        {
            ServiceTable.Manager.Request(service, ServiceRequest.Pause);
            await Reach(service, ServiceState.Paused);
        }
    }

    private static async Task Reach(string service, ServiceState state)
    {
        var seen = await ServiceTable.Manager.WaitFor(service, state, Patience, CancellationToken.None);
        Assert.AreEqual(state, seen.State, service);
    }
}
