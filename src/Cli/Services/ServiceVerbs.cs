using Octopus.Cli.Scripts;

namespace Octopus.Cli.Services;

/// <summary>What is to be done with a service. Whatever the order they were written in, it is done in this one.</summary>
/// <param name="Stop">Stop it.</param>
/// <param name="Uninstall">Remove it.</param>
/// <param name="Install">Make it.</param>
/// <param name="Reconfigure">Change what it is.</param>
/// <param name="Start">Start it.</param>
internal sealed record ServiceVerbs(bool Stop, bool Uninstall, bool Install, bool Reconfigure, bool Start)
{
    /// <summary>Refuses what makes no sense together.</summary>
    /// <exception cref="CommandException"><see cref="ExitCode.Usage"/>.</exception>
    public void Check()
    {
        if (this == new ServiceVerbs(false, false, false, false, false))
            throw new CommandException(ExitCode.Usage, "Nothing to do. Name at least one of --install, --uninstall, --reconfigure, --start, --stop and --restart.");
        if (this is { Uninstall: true, Install: false, Start: true })
            throw new CommandException(ExitCode.Usage, "A service that is removed cannot start. Leave out --start or --restart, or add --install.");
        if (this is { Uninstall: true, Install: false, Reconfigure: true })
            throw new CommandException(ExitCode.Usage, "A service that is removed cannot be reconfigured. Leave out --reconfigure, or --uninstall.");
    }

    /// <summary>The command line with these verbs.</summary>
    public CommandText Script(string instance) => new CommandText("service")
        .Flag("--stop", Stop)
        .Flag("--uninstall", Uninstall)
        .Flag("--install", Install)
        .Flag("--reconfigure", Reconfigure)
        .Flag("--start", Start)
        .Option("--instance", instance);
}
