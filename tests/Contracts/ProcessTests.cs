namespace Octopus.Tests.Contracts;

[TestClass]
public sealed class FakeProcessTests : ProcessContract
{
    protected override ServiceMachine CreateMachine() => new FakeMachine();
}

[TestClass]
public sealed class WindowsProcessTests : ProcessContract
{
    protected override ServiceMachine CreateMachine() => new WindowsMachine();
}
