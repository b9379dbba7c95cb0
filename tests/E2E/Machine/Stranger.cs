using Octopus.Tests.Support;

namespace Octopus.Tests.E2E.Machine;

/// <summary>A service of somebody else whose name begins like ours. It runs this very program.</summary>
internal static class Stranger
{
    public const string Service = "OctopusDeploy Tentacle: backup";

    public static int ProcessId => ServiceTable.Get(Service).ProcessId;

    public static Task Start()
    {
        ServiceTable.Manager.Create(new(
            Service, Service, "A backup tool of somebody else.", $"\"{Environment.ProcessPath}\" {ServiceProgram.Option} {ServiceBehaviour.Normal}"));
        return ServiceTable.Start(Service);
    }
}
