using System.Net;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.FileProviders;
using Octopus.Cli;
using Octopus.Manager.Components;

namespace Octopus.Manager.Hosting;

/// <summary>The Manager: a web application for one browser on this machine.</summary>
public sealed class ManagerApp : IAsyncDisposable
{
    /// <summary>In bytes. Screens talk through a web socket, which has a limit of its own for each message.</summary>
    private const int LargestRequest = 1024 * 1024;

    private readonly WebApplication web;

    private ManagerApp(WebApplication web) => this.web = web;

    /// <summary>When it ends.</summary>
    public ManagerLifetime Lifetime => web.Services.GetRequiredService<ManagerLifetime>();

    /// <summary>Puts it together; it does not listen yet.</summary>
    /// <param name="host">The machine that it manages.</param>
    /// <param name="options">How it is started.</param>
    public static ManagerApp Build(CommandHost host, ManagerOptions options)
    {
        // Empty: no settings from files or the environment can open it further.
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(ManagerApp).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        // Keys that end with the process: nothing encrypted outlives it.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services
            .AddRouting()
            .AddAntiforgery()
            .AddSingleton(host)
            .AddSingleton(options)
            .AddSingleton(options.Time)
            .AddSingleton<OneTimeTokens>()
            .AddSingleton<Session>()
            .AddSingleton<ManagerLifetime>()
            .AddScoped<CircuitHandler, WindowCircuit>()
            .AddScreens()
            .Configure<HostOptions>(ends => ends.ShutdownTimeout = ManagerTimeouts.Shutdown);
        builder.Logging.AddProvider(new EventLogProvider(host.Maintenance.Events));
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();

        var web = builder.Build();
        web.Use(ResponseHeaders.Add);
        web.UseMiddleware<RequestGuard>();
        web.UseStatusCodePagesWithReExecute("/not-found");
        web.UseStaticFiles(new StaticFileOptions { FileProvider = new EmbeddedFileProvider(typeof(ManagerApp).Assembly, "wwwroot") });
        web.UseRouting();
        web.UseAntiforgery();
        web.MapRazorComponents<App>().AddInteractiveServerRenderMode(render =>
        {
            // The policy is in every answer already, and what is compressed can be guessed at by its length.
            render.ContentSecurityFrameAncestorsPolicy = null;
            render.DisableWebSocketCompression = true;
        });
        return new(web);
    }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public Task Start(CancellationToken cancellation = default) => web.StartAsync(cancellation);

    /// <summary>Ends what is connected, and listens no more.</summary>
    public Task Stop() => web.StopAsync();

    /// <summary>A new address that opens the Manager once, within <see cref="ManagerTimeouts.Token"/>, for a window that is expected.</summary>
    public Uri NewAddress()
    {
        Lifetime.ExpectWindow();
        return new($"{Address}{RequestGuard.OpenPath}/{web.Services.GetRequiredService<OneTimeTokens>().Issue()}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => web.DisposeAsync();

    private string Address =>
        web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
}
