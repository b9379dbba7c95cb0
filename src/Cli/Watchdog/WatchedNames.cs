using System.CommandLine;
using System.Text.RegularExpressions;
using Octopus.Cli.Completion;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Watch;

namespace Octopus.Cli.Watchdog;

/// <summary>
/// <c>--instances A,B</c>: the names of the instances to watch. A comma may also be part of a name; then it belongs to the instance
/// that there is.
/// </summary>
internal static partial class WatchedNames
{
    /// <summary>The option.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="otherwise">What holds without it, for the help.</param>
    public static Option<string[]> Option(CommandHost host, string otherwise)
    {
        var option = new Option<string[]>("--instances")
        {
            HelpName = "A,B",
            Description = $"The instances, separated by commas, or several times; * for all. Default: {otherwise}.",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(Options.RefuseOptions);
        return option.Complete(host, WatchScope.Everything);
    }

    /// <summary>What is watched, or <see langword="null"/> when the option is not there.</summary>
    /// <exception cref="CommandException"><see cref="ExitCode.IllegalValue"/>: nothing is named.</exception>
    public static WatchScope? Read(CommandHost host, string[]? values)
    {
        if (values is null or [])
            return null;

        var known = Known(host);
        var names = values.SelectMany(value => Split(value, known)).Where(name => name.Length > 0).ToList();
        return names.Count > 0
            ? WatchScope.Of(names)
            : throw new CommandException(ExitCode.IllegalValue, "Nothing is named after --instances. Name instances, or * for all.");
    }

    /// <summary>Those that are watched and are no instance of this machine.</summary>
    public static IEnumerable<string> Unknown(CommandHost host, WatchScope scope)
    {
        var known = Known(host);
        return scope.IsAll ? [] : scope.Names.Where(name => !known.Any(other => InstanceName.IsSame(other, name)));
    }

    private static HashSet<string> Known(CommandHost host) => new(
        host.Store.Read().Instances.Select(record => record.Name)
            .Concat(new InstanceDiscovery(host.Services, host.ExecutableFiles).Discover([host.Executable]).Ours.Select(state => state.Instance)),
        StringComparer.OrdinalIgnoreCase);

    // The longest name that there is wins; what is no name of any instance ends at its comma.
    private static IEnumerable<string> Split(string value, HashSet<string> known)
    {
        for (var rest = value; rest.Length > 0;)
        {
            var ends = Separator().Matches(rest).Select(match => match.Index).Append(rest.Length).ToList();
            var end = ends.AsEnumerable().Reverse().FirstOrDefault(end => known.Contains(rest[..end].Trim()), ends[0]);
            yield return rest[..end].Trim();
            rest = end < rest.Length ? rest[(end + 1)..] : "";
        }
    }

    // The vendor takes both.
    [GeneratedRegex("[,;]")]
    private static partial Regex Separator();
}
