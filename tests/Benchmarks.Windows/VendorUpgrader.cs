using Octopus.Services;

namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>
/// What the vendor's upgrader does, as it is described: each service in turn, with fixed pauses. Only the services: its installer in
/// between, and the three seconds that it waits before, are left out, which is to its advantage.
/// </summary>
internal sealed class VendorUpgrader : IWay
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan PauseBeforeStop = TimeSpan.FromSeconds(1);

    /// <summary>Far more than one service takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public (TimeSpan Start, TimeSpan Stop) Behaviour => Behaviours.Measured;

    public void Prepare(string executable)
    {
    }

    public async Task<Round> Interrupt(Fleet fleet)
    {
        foreach (var service in fleet.Services)
        {
            // It accepts a stop when it runs.
            await PollFor(fleet, service, ServiceState.Running);
            await Task.Delay(PauseBeforeStop);
            fleet.Machine.Services.Request(service, ServiceRequest.Stop);
            await PollFor(fleet, service, ServiceState.Stopped);
        }

        foreach (var service in fleet.Services)
        {
            fleet.RequestStart(service);
            await PollFor(fleet, service, ServiceState.Running);
        }

        var (firstStop, lastRunning) = fleet.Stamps.Read(fleet.Instances);
        return new(fleet.Instances.Count, (lastRunning - firstStop).TotalMilliseconds, []);
    }

    public void Remove(string executable)
    {
    }

    private static async Task PollFor(Fleet fleet, string service, ServiceState state)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (fleet.Machine.Services.Find(service)?.State != state)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException($"Not measured. {service} is not {state} after {Patience}.");
            await Task.Delay(Poll);
        }
    }
}
