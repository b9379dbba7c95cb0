using Microsoft.Win32;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tests.E2E.Machine;

/// <summary>The real services of the machine that concern the tests.</summary>
internal static class ServiceTable
{
    public static readonly WindowsServiceManager Manager = new(TimeProvider.System);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan NextTry = TimeSpan.FromMilliseconds(200);

    public static Service Get(string name) =>
        Manager.Find(name) ?? throw new AssertFailedException($"The service '{name}' is not there.");

    /// <summary>Those with a name like ours, and those that run our executable under any other.</summary>
    public static IEnumerable<Service> Ours() =>
        Manager.List().Where(service =>
            Application.All.Any(application => application.IsServiceName(service.Name) || service.ImagePath.Contains(application.Executable, StringComparison.OrdinalIgnoreCase)));

    public static string Describe() => string.Join(Environment.NewLine, Ours());

    /// <summary>
    /// Makes a service where one of its name was deleted a moment ago: the name is free once nobody holds that one open any more. Seen
    /// once, on a busy machine, between two runs of the matrix; who held it is not known. One that is held for ever still fails.
    /// </summary>
    public static async Task Create(ServiceDefinition definition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                Manager.Create(definition);
                return;
            }
            catch (ServiceException held) when (held.Error == ServiceError.MarkedForDeletion && TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(NextTry);
            }
        }
    }

    /// <summary>Makes a service as somebody else does: nothing at it says that it is ours.</summary>
    public static void CreateForeign(ServiceDefinition definition)
    {
        Manager.Create(definition);
        Disown(definition.Name);
    }

    /// <summary>Makes a service somebody else's.</summary>
    public static void Disown(string name)
    {
        using var key = Registry.LocalMachine.OpenSubKey($@"SYSTEM\CurrentControlSet\Services\{name}", writable: true)
            ?? throw new AssertFailedException($"The service '{name}' has no registry key.");
        key.DeleteSubKeyTree("Parameters");
    }

    public static async Task Start(string name)
    {
        Manager.Request(name, ServiceRequest.Start);
        await Manager.WaitFor(name, ServiceState.Running, Patience, CancellationToken.None);
    }

    /// <summary>Deletes every service of the tests, whoever made it. Their processes are ended: not all would stop when asked.</summary>
    public static Task Clear() => Clear(Ours().Select(service => service.Name));

    /// <summary>The same with services of other names, where they are there.</summary>
    public static Task Clear(IEnumerable<string> names) =>
        Task.WhenAll(names.Select(Manager.Find).OfType<Service>().ToList().Select(service => Task.Run(() => Remove(service))));

    private static async Task Remove(Service service)
    {
        // Before its process ends: nothing that watches over it can start it again.
        Manager.Delete(service.Name);
        if (service.ProcessId == 0)
            return;
        using var process = new WindowsProcesses().Open(service.ProcessId);
        if (process is null)
            return;
        process.Terminate();
        await process.WaitForExit(Patience, CancellationToken.None);
        try
        {
            await Manager.WaitFor(service.Name, ServiceState.Stopped, Patience, CancellationToken.None);
        }
        catch (ServiceException gone) when (gone.Error == ServiceError.NotFound)
        {
            // So it should be.
        }
    }
}
