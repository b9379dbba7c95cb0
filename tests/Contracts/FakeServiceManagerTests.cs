namespace Octopus.Tests.Contracts;

[TestClass]
public sealed class FakeServiceDatabaseTests : ServiceDatabaseContract
{
    protected override ServiceMachine CreateMachine() => new FakeMachine();
}

[TestClass]
public sealed class FakeServiceControlTests : ServiceControlContract
{
    protected override ServiceMachine CreateMachine() => new FakeMachine();
}

[TestClass]
public sealed class FakeServiceConfigurationTests : ServiceConfigurationContract
{
    protected override ServiceMachine CreateMachine() => new FakeMachine();
}
