using System.Globalization;
using System.Runtime.InteropServices;
using Octopus.Services;

namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>
/// The installer's own means: an upgrade by a package with a row for each service, one after the other. Wine's installer asks a service
/// to stop and does not wait until it has, and cannot start it again while it stops. There the services are stopped in its stead, as
/// quickly as can be done one after the other; it finds them stopped, replaces the files and starts them.
/// </summary>
internal sealed class ServiceControlRows(LaneOptions lane) : IWay
{
    private static readonly bool IsWine = NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll.dll"), "wine_get_version", out _);

    /// <summary>Far more than one service takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private int _installed;

    public (TimeSpan Start, TimeSpan Stop) Behaviour => Behaviours.Measured;

    public void Prepare(string executable) => Msiexec.Install(lane.Package("rows", _installed), Fleet.Log("first"), Services(0));

    public async Task<Round> Interrupt(Fleet fleet)
    {
        if (IsWine)
            await StopOneAfterTheOther(fleet);
        Msiexec.Install(lane.Package("rows", ++_installed), Fleet.Log("upgrade"), Services(fleet.Instances.Count));
        var (firstStop, lastRunning) = fleet.Stamps.Read(fleet.Instances);
        return new(fleet.Instances.Count, (lastRunning - firstStop).TotalMilliseconds, []);
    }

    public void Remove(string executable) => Msiexec.Uninstall(lane.Package("rows", _installed), Fleet.Log("last"));

    // A row for a service that is not there would fail.
    private static string Services(int count) => string.Create(CultureInfo.InvariantCulture, $"SERVICES={count}");

    private static async Task StopOneAfterTheOther(Fleet fleet)
    {
        foreach (var service in fleet.Services)
        {
            fleet.Machine.Services.Request(service, ServiceRequest.Stop);
            var stopped = await fleet.Machine.Services.WaitFor(service, ServiceState.Stopped, Patience, CancellationToken.None);
            if (stopped.State != ServiceState.Stopped)
                throw new InvalidOperationException($"Not measured. {service} is {stopped.State} and not stopped.");
        }
    }
}
