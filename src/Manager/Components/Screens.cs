using Octopus.Manager.Commands;
using Octopus.Manager.Components.Jobs;
using Octopus.Manager.Diagnostics;
using Octopus.Manager.Live;
using Octopus.Manager.Logs;

namespace Octopus.Manager.Components;

/// <summary>What the screens need of the process that shows them.</summary>
public static class Screens
{
    /// <summary>Adds it, beside the machine and the clock.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddScreens(this IServiceCollection services) => services
        .AddSingleton<CommandRunner>()
        .AddScoped<InstanceRules>()
        .AddSingleton<Activity>()
        .AddSingleton<MachineFeed>()
        .AddSingleton<LogFiles>()
        .AddSingleton<DiagnosticsBundle>()
        .AddScoped<Browser>()
        .AddScoped<JobDesk>();
}
