using System.Runtime.InteropServices;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>This machine; its services run this very executable.</summary>
internal sealed class WindowsMachine : ServiceMachine
{
    public static bool IsWine { get; } =
        NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll.dll"), "wine_get_version", out _);

    public override IServiceManager Services { get; } = new WindowsServiceManager(TimeProvider.System);

    public override IProcesses Processes { get; } = new WindowsProcesses();

    public override string? NoDelayedStart => IsWine ? "Wine 8 has no delayed start: ChangeServiceConfig2 answers ERROR_INVALID_LEVEL." : null;

    public override string? NoDependents => IsWine ? "Wine 8 forgets what a service depends on: QueryServiceConfig says nothing, and it stops under its dependents." : null;

    protected override string CommandLine(ServiceBehaviour behaviour) => $"\"{Environment.ProcessPath}\" {ServiceProgram.Option} {behaviour}";
}
