using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Octopus.Manager.Hosting;

/// <summary>Tells the lifetime of each window that opens and closes.</summary>
internal sealed class WindowCircuit(ManagerLifetime lifetime) : CircuitHandler
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        lifetime.OpenWindow();
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        lifetime.CloseWindow();
        return Task.CompletedTask;
    }
}
