using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>The machine in memory, in real time.</summary>
internal sealed class FakeMachine : ServiceMachine
{
    private readonly FakeServiceManager services = new(TimeProvider.System);

    public override IServiceManager Services => services;

    public override IProcesses Processes => services.Processes;

    protected override string CommandLine(ServiceBehaviour behaviour) => @"""C:\Fake\Service.exe""";

    protected override void Behave(string name, ServiceBehaviour behaviour) => services.Behave(name, behaviour);
}
