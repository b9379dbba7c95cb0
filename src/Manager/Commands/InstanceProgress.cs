using Octopus.Cli;
using Octopus.Cli.Plans;

namespace Octopus.Manager.Commands;

/// <summary>What has become of one instance in a job until now.</summary>
/// <param name="Instance">Its name; <see cref="PlannedChange.Machine"/> for what is the whole machine's.</param>
/// <param name="Done">What has been done, in order, as sentences.</param>
/// <param name="ExitCode">Success, or why it failed.</param>
/// <param name="Problem">What went wrong and what to do; <see langword="null"/> when nothing did.</param>
public sealed record InstanceProgress(string Instance, IReadOnlyList<string> Done, ExitCode ExitCode, string? Problem)
{
    /// <summary>Puts it together from what has ended and what goes on.</summary>
    /// <param name="answers">What the commands answered that have ended.</param>
    /// <param name="progress">What the one that runs has told.</param>
    internal static IReadOnlyList<InstanceProgress> Of(IEnumerable<ChangeAnswer> answers, IEnumerable<ChangeProgress> progress)
    {
        var ended = answers.SelectMany(answer => answer.Instances)
            .Select(instance => new InstanceProgress(instance.InstanceName, instance.Changes, instance.ExitCode, instance.Problem));
        var going = progress.Select(change => change.ExitCode == ExitCode.Success
            ? new InstanceProgress(change.Instance, [change.Sentence], change.ExitCode, null)
            : new InstanceProgress(change.Instance, [], change.ExitCode, change.Sentence));
        return [.. ended.Concat(going).GroupBy(instance => instance.Instance, StringComparer.OrdinalIgnoreCase).Select(Joined)];
    }

    private static InstanceProgress Joined(IGrouping<string, InstanceProgress> parts)
    {
        var failed = parts.FirstOrDefault(part => part.Problem is not null);
        return new(parts.Key, [.. parts.SelectMany(part => part.Done)], failed?.ExitCode ?? ExitCode.Success, failed?.Problem);
    }
}
