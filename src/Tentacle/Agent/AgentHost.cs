using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.WindowsServices;
using Octopus.Cli;
using Octopus.Services;
using Octopus.Tentacle.Agent.Tls;
using Serilog;

namespace Octopus.Tentacle.Agent;

/// <summary>Builds and runs one agent: an HTTPS listener, a log, and the health endpoint.</summary>
internal static class AgentHost
{
    /// <summary>How many connections one agent serves at once; more are refused rather than queued.</summary>
    private const int MostConnections = 256;

    /// <summary>How many days of logs are kept.</summary>
    private const int LogDays = 7;

    public static async Task Run(AgentIdentity identity, CancellationToken cancellation)
    {
        using var log = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .WriteTo.File(
                Path.Combine(identity.Logs, "OctopusTentacle.txt"),
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: LogDays,
                formatProvider: System.Globalization.CultureInfo.InvariantCulture)
            .CreateLogger();
        log.Information("Tentacle {Version} starts instance {Instance} on port {Port}", identity.Version, identity.Instance, identity.Port);
        try
        {
            var app = Build(identity, log);
            app.Lifetime.ApplicationStarted.Register(() => log.Information("Listening"));
            await using (app.ConfigureAwait(false))
                await app.RunAsync(cancellation).ConfigureAwait(false);
            log.Information("Instance {Instance} stopped", identity.Instance);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.Fatal(failure, "Instance {Instance} failed", identity.Instance);
            throw new CommandException(
                ExitCode.AgentFailed,
                $"Instance '{identity.Instance}' could not run on port {identity.Port}: {failure.Message} The log in {identity.Logs} has the details.",
                failure);
        }
    }

    private static WebApplication Build(AgentIdentity identity, Serilog.ILogger log)
    {
        // Started by the service control manager, the working directory is System32; nothing is to be read from there.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSerilog(log);
        builder.Services.AddRoutingCore();
        if (WindowsServiceHelpers.IsWindowsService())
            builder.Services.AddSingleton<IHostLifetime, AgentServiceLifetime>();
        else
            builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = false);

        var certificate = AgentCertificate.LoadOrCreate(
            identity.Certificate, identity.Instance, new WindowsFolderProtection(), warning => log.Warning("{Warning}", warning), TimeProvider.System);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(IPAddress.Any, identity.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => new TlsMiddleware(next, certificate, TimeProvider.System).OnConnection);
            });
        });

        var app = builder.Build();
        app.MapHealth(identity, TimeProvider.System.GetUtcNow());
        return app;
    }
}
