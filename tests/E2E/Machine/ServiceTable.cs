using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tests.E2E.Machine;

/// <summary>The real services of the machine that concern the tests.</summary>
internal static class ServiceTable
{
    public static readonly WindowsServiceManager Manager = new(TimeProvider.System);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Service Get(string name) =>
        Manager.Find(name) ?? throw new AssertFailedException($"The service '{name}' is not there.");

    public static IEnumerable<Service> Ours() =>
        Manager.List().Where(service => Application.All.Any(application => application.IsServiceName(service.Name)));

    public static string Describe() => string.Join(Environment.NewLine, Ours());

    public static async Task Start(string name)
    {
        Manager.Request(name, ServiceRequest.Start);
        await Manager.WaitFor(name, ServiceState.Running, Patience, CancellationToken.None);
    }

    /// <summary>Stops and deletes every service of the tests, whoever made it.</summary>
    public static async Task Clear()
    {
        foreach (var service in Ours())
        {
            // Wine leaves a service whose executable could not be started at StartPending without a process: nothing to stop.
            if (service.State != ServiceState.Stopped && service.ProcessId != 0)
            {
                using var process = new WindowsProcesses().Open(service.ProcessId);
                Manager.Request(service.Name, ServiceRequest.Stop);
                await Manager.WaitFor(service.Name, ServiceState.Stopped, Patience, CancellationToken.None);
                if (process is not null)
                    await process.WaitForExit(Patience, CancellationToken.None);
            }

            Manager.Delete(service.Name);
        }
    }
}
