using System.CommandLine;
using System.Security;
using Octopus.Instances;

namespace Octopus.Cli.Completion;

/// <summary>Offers the names of the instances where one is to be typed.</summary>
internal static class InstanceCompletion
{
    /// <summary>Adds them to an option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="host">The machine.</param>
    /// <param name="more">What else may stand there.</param>
    public static Option<T> Complete<T>(this Option<T> option, CommandHost host, params string[] more)
    {
        option.CompletionSources.Add(_ => [.. Names(host).Concat(more).Select(name => new System.CommandLine.Completions.CompletionItem(name))]);
        return option;
    }

    private static IEnumerable<string> Names(CommandHost host)
    {
        try
        {
            return [.. host.Store.Read().Instances.Select(record => record.Name)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or SecurityException or InstanceException)
        {
            // Whoever presses Tab is offered less, and told why by the command that follows.
            return [];
        }
    }
}
