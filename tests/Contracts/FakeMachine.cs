using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>The machine in memory, in real time.</summary>
internal sealed class FakeMachine : ServiceMachine
{
    private readonly FakeServiceManager services = new(TimeProvider.System);
    private readonly FakeExecutableFiles files;

    public FakeMachine()
    {
        files = new FakeExecutableFiles(services.Processes).Add(Executable);
        OwnProcess = services.Processes.Start(@"C:\Fake\Tests.exe");
    }

    public override IServiceManager Services => services;

    public override IProcesses Processes => services.Processes;

    public override IExecutableFiles Files => files;

    public override int OwnProcess { get; }

    public override string Executable => @"C:\Fake\Child.exe";

    public override string Folder => @"C:\Fake\Files";

    public override string AddFile(string name)
    {
        var path = $@"{Folder}\{name}";
        files.Add(path);
        return path;
    }

    public override void ComeAndGo(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
            services.Processes.Exit(services.Processes.Start(Executable));
    }

    protected override int Launch() => services.Processes.Start(Executable, parentId: OwnProcess);

    protected override int LaunchListener()
    {
        var id = Launch();
        services.Processes.Listen(id);
        return id;
    }

    protected override int LaunchHolder(string path)
    {
        var id = Launch();
        files.Hold(path, id);
        return id;
    }

    protected override (int Parent, int Child) LaunchFamily()
    {
        var parent = Launch();
        return (parent, services.Processes.Start(Executable, parentId: parent));
    }

    protected override string CommandLine(ServiceBehaviour behaviour) => @"""C:\Fake\Service.exe""";

    protected override void Behave(string name, ServiceBehaviour behaviour) => services.Behave(name, behaviour);
}
