using Microsoft.Playwright;
using Octopus.Manager.Hosting;
using Octopus.Tests.Cli;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>A window of a Manager that has a machine of its own, in memory.</summary>
internal sealed class OpenManager : ManagerWindow
{
    private readonly ManagerApp manager;

    private OpenManager(CliMachine machine, ManagerApp manager, IBrowserContext context, IPage page) : base(context, page)
    {
        Machine = machine;
        this.manager = manager;
    }

    public CliMachine Machine { get; }

    /// <summary>Opens it on a machine.</summary>
    public static async Task<OpenManager> On(CliMachine machine, BrowserNewContextOptions? window = null)
    {
        var manager = ManagerApp.Build(machine.Host, new());
        await manager.Start();
        var (context, page) = await NewPage(window);
        var open = new OpenManager(machine, manager, context, page);
        await open.Begin(manager.NewAddress());
        return open;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await manager.DisposeAsync();
        Machine.Dispose();
    }
}
