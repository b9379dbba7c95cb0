using System.Net;
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
    private readonly WebApplication web;

    private ManagerApp(WebApplication web) => this.web = web;

    /// <summary>What the screens are given by.</summary>
    public IServiceProvider Services => web.Services;

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
            .AddSingleton<Session>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();

        var web = builder.Build();
        web.Use(ResponseHeaders.Add);
        web.UseMiddleware<RequestGuard>();
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
    public Task Start(CancellationToken cancellation = default) => web.StartAsync(cancellation);

    /// <summary>A new address that opens the Manager once, within <see cref="ManagerTimeouts.Token"/>.</summary>
    public Uri NewAddress() =>
        new($"{Address}{RequestGuard.OpenPath}?{RequestGuard.TokenName}={web.Services.GetRequiredService<OneTimeTokens>().Issue()}");

    /// <summary>Waits until it ends.</summary>
    public Task WaitForEnd(CancellationToken cancellation = default) => web.WaitForShutdownAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => web.DisposeAsync();

    private string Address =>
        web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
}
