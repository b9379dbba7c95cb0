using Octopus.Services;

[assembly: DoNotParallelize]

namespace Octopus.Tests.Contracts;

/// <summary>A test that runs on every kind of machine.</summary>
public abstract class ContractTest : IDisposable
{
    private ServiceMachine? machine;

    public TestContext TestContext { get; set; } = null!;

    protected ServiceMachine Machine => machine ??= CreateMachine();

    protected IServiceManager Services => Machine.Services;

    protected CancellationToken Cancellation => TestContext.CancellationToken;

    public void Dispose()
    {
        machine?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract ServiceMachine CreateMachine();

    protected static void Refuses(ServiceError error, string service, Action action)
    {
        var refusal = Assert.ThrowsExactly<ServiceException>(action);
        Assert.AreEqual(error, refusal.Error, refusal.Message);
        Assert.AreEqual(service, refusal.Service);
        Assert.Contains(service, refusal.Message);
    }

    protected Task<ServiceStatus> WaitFor(string name, ServiceState state, TimeSpan? timeout = null) =>
        Services.WaitFor(name, state, timeout ?? ServiceMachine.Patience, Cancellation);
}
