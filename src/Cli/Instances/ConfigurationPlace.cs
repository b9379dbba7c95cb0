using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Instances;

/// <summary>
/// Where an administrator's command writes a configuration. The account of an instance may do everything in the home, and could put a
/// link there that leads the file to a place of others.
/// </summary>
internal static class ConfigurationPlace
{
    /// <summary>Refuses to write behind a link in place of the home or of anything in it. Links above it are the administrator's own.</summary>
    /// <exception cref="CommandException"><see cref="ExitCode.Conflict"/>, with the link and what to do.</exception>
    public static void Require(CommandHost host, InstanceRecord record)
    {
        var file = record.ConfigurationFilePath;
        var home = record.Home is { } recorded && FolderPath.IsIn(recorded, file) ? recorded : Path.GetDirectoryName(file);
        if (host.Places.LinkIn(file, home) is { } link)
        {
            throw new CommandException(
                ExitCode.Conflict,
                $"The configuration of instance '{record.Name}' lies behind {link}, which is a link to another place, and its account could have made it. Nothing has been changed. Put a folder in its place, and try again.");
        }
    }
}
