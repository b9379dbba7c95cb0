using System.CommandLine;
using Octopus.Cli.Completion;
using Octopus.Cli.Scripts;
using Octopus.Instances;

namespace Octopus.Cli.Instances;

/// <summary><c>--instance</c> where several can be meant: repeated, or <c>*</c> for all.</summary>
internal static class InstanceSelection
{
    /// <summary>In place of a name: every instance.</summary>
    public const string All = "*";

    /// <summary>The option.</summary>
    public static Option<string[]> Option(CommandHost host)
    {
        var option = new Option<string[]>("--instance")
        {
            HelpName = "NAME",
            Description = $"The instance, also several times; * for all. Default: {host.Application.DefaultInstance}.",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(Options.RefuseOptions);
        return option.Complete(host, All);
    }

    /// <summary>Whether all are meant, and none by its name.</summary>
    public static bool IsEvery(string[]? names) => names is not null && names.Contains(All);

    /// <summary>The instances that are meant, each once.</summary>
    /// <exception cref="InstanceException">One of them does not exist, or there is none at all.</exception>
    public static IReadOnlyList<InstanceRecord> Find(CommandHost host, string[]? names)
    {
        var catalog = new InstanceCatalog(host);
        if (names is null or [])
            return [catalog.Find(null)];
        return IsEvery(names) ? Every(host) : [.. names.Select(catalog.Find).DistinctBy(record => record.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static IReadOnlyList<InstanceRecord> Every(CommandHost host)
    {
        var index = host.Store.Read();
        foreach (var problem in index.Problems)
            host.Error.WriteLine($"Warning: {problem.Path} {problem.Reason}, so its instance is left out. {problem.NextStep}.");
        return index.Instances.Count > 0
            ? index.Instances
            : throw new InstanceException(InstanceError.NotFound, $"There are no instances yet. Create one with: {host.Told(new CommandText("create-instance"))}.");
    }
}
