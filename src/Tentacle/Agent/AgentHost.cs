using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.WindowsServices;
using Octopus.Certificates;
using Octopus.Cli;
using Octopus.Instances;
using Octopus.Lifecycle.Health;
using Octopus.Services;
using Octopus.Tentacle.Agent.Tls;
using Serilog;
using Serilog.Events;

namespace Octopus.Tentacle.Agent;

/// <summary>Builds and runs one agent: an HTTPS listener, a log, and the health endpoint.</summary>
internal static class AgentHost
{
    /// <summary>How long a connection that has shaken hands may say nothing, or take for what it asks.</summary>
    private static readonly TimeSpan RequestPatience = TimeSpan.FromSeconds(5);

    /// <summary>How many days of logs are kept.</summary>
    private const int LogDays = 7;

    public static async Task Run(AgentIdentity identity, IFolderProtection protection, CancellationToken cancellation)
    {
        var level = LevelOf(identity.LogLevel);
        using var log = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            // The web server tells of each connection already at Information; whoever asks for more wants that too.
            .MinimumLevel.Override("Microsoft", level == LogEventLevel.Information ? LogEventLevel.Warning : level)
            .WriteTo.File(
                Path.Combine(identity.Logs, "OctopusTentacle.txt"),
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: LogDays,
                formatProvider: System.Globalization.CultureInfo.InvariantCulture)
            .CreateLogger();
        log.Information("Tentacle {Version} starts instance {Instance} {Place:l}", identity.Version, identity.Instance, identity.Place);
        foreach (var warning in identity.Warnings)
            log.Warning("{Warning:l}", warning);
        try
        {
            var health = Health.Of(identity);
            var without = identity.Port is null ? "It opens no port, so nobody can ask." : "It is asked at its port only.";
            var pipe = new HealthPipeServer(HealthPipe.NameOf(health.ProcessId), warning => log.Warning("{Warning:l} {Without:l}", warning, without));
            await using (pipe.ConfigureAwait(false))
            {
                using var host = Build(identity, health, protection, log);
                // Who answers at the pipe listens at the port.
                host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() =>
                {
                    log.Information(identity.Port is null ? "Running; NoListen is set, so there is no port" : "Listening");
                    pipe.Begin(health.ToJson());
                });
                await host.RunAsync(cancellation).ConfigureAwait(false);
            }

            log.Information("Instance {Instance} stopped", identity.Instance);
        }
        catch (CertificateException refused)
        {
            // It says what a person can do about it, and where it was found out is nothing to them.
            log.Fatal("Instance {Instance} does not start. {Reason}", identity.Instance, refused.Message);
            throw;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.Fatal(failure, "Instance {Instance} failed", identity.Instance);
            throw new CommandException(
                ExitCode.AgentFailed,
                $"Instance '{identity.Instance}' could not run {identity.Place}: {failure.Message} The log in {identity.Logs} has the details.",
                failure);
        }
    }

    private static IHost Build(AgentIdentity identity, Health health, IFolderProtection protection, Serilog.ILogger log)
    {
        void Warn(string warning) => log.Warning("{Warning}", warning);
        var certificate = new CertificateFile(identity.Home, protection, identity.Account).LoadOrCreate(identity.Instance, identity.Vendors, Warn, TimeProvider.System);
        foreach (var warning in certificate.Warnings(TimeProvider.System))
            Warn(warning);
        if (identity.Vendors?.Thumbprint is { } named && named != certificate.Thumbprint)
            Warn($"The configuration names the certificate {named}, and this instance has {certificate.Thumbprint}. Mend it with: doctor --fix.");
        log.Information("Its certificate has the thumbprint {Thumbprint}", certificate.Thumbprint);
        return identity.Port is { } port ? Listening(identity.Address, port, certificate, health, log) : Closed(log);
    }

    private static WebApplication Listening(ListenAddress address, int port, AgentCertificate certificate, Health health, Serilog.ILogger log)
    {
        // Started by the service control manager, the working directory is System32; nothing is to be read from there.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        AddTo(builder.Services, log);
        builder.Services.AddRoutingCore();
        var limits = new ConnectionLimits();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = kestrel.Limits.KeepAliveTimeout = RequestPatience;
            // Every address is both families, and IPv4 alone where the machine has no IPv6.
            if (address.One is { } one)
                kestrel.Listen(one, port, Configure);
            else
                kestrel.ListenAnyIP(port, Configure);
        });

        var app = builder.Build();
        app.MapHealth(health);
        return app;

        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => limits.Serve(connection, next));
            listen.Use(next => new TlsMiddleware(next, certificate, TimeProvider.System).OnConnection);
        }
    }

    // Not a web server without an address: that one would take a port of its own choice.
    private static IHost Closed(Serilog.ILogger log)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        AddTo(builder.Services, log);
        return builder.Build();
    }

    private static void AddTo(IServiceCollection services, Serilog.ILogger log)
    {
        services.AddSerilog(log);
        if (WindowsServiceHelpers.IsWindowsService())
            services.AddSingleton<IHostLifetime, AgentServiceLifetime>();
        else
            services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = false);
    }

    private static LogEventLevel LevelOf(AgentLogLevel level) => level switch
    {
        AgentLogLevel.Verbose => LogEventLevel.Verbose,
        AgentLogLevel.Debug => LogEventLevel.Debug,
        AgentLogLevel.Warning => LogEventLevel.Warning,
        AgentLogLevel.Error => LogEventLevel.Error,
        AgentLogLevel.Fatal => LogEventLevel.Fatal,
        _ => LogEventLevel.Information,
    };
}
