namespace Octopus.Cli.Plans;

/// <summary>Carries a plan out, step by step, and gathers what becomes of each instance.</summary>
internal sealed class PlanRun(Plan plan, Action<string> done, Action<string> trouble, Action<ChangeProgress> progress)
{
    private readonly Lock _gate = new();
    private readonly List<InstanceChanges> _instances = [.. plan.Instances.Select(instance => new InstanceChanges(instance))];

    public IReadOnlyList<InstanceChanges> Instances => _instances;

    /// <summary>What the whole command returns.</summary>
    public ExitCode ExitCode => InstanceChanges.ExitCodeOf(_instances);

    public async Task Run(CancellationToken cancellation)
    {
        foreach (var refused in plan.Refused)
            Failed(refused.Instance, refused.ExitCode, refused.Problem);
        var done = 0;
        try
        {
            for (; done < plan.Steps.Count; done++)
                await Take(plan.Steps[done], cancellation).ConfigureAwait(false);
        }
        finally
        {
            // An error that nobody expects ends the command. What was taken away is put back before that.
            foreach (var step in plan.Steps.Skip(done + 1).Where(step => step.PutsBack || step.Undoes))
                await Take(step, CancellationToken.None, isBroken: true).ConfigureAwait(false);
        }
    }

    /// <summary>Whether something has gone wrong with an instance already.</summary>
    public bool HasFailed(string instance) => Of(instance).Problem is not null;

    private async Task Take(PlannedStep step, CancellationToken cancellation, bool isBroken = false)
    {
        var isOwed = step.PutsBack || step.Undoes;
        List<string> instances = step.Undoes && !isBroken ? [.. All(step).Where(HasFailed)] : isOwed ? All(step) : Remaining(step);
        if (instances.Count == 0)
            return;
        try
        {
            var heeded = isOwed ? CancellationToken.None : cancellation;
            heeded.ThrowIfCancellationRequested();
            await step.Run(new(this, instances), heeded).ConfigureAwait(false);
        }
        catch (Exception known) when (Failure.IsKnown(known))
        {
            foreach (var instance in isOwed ? instances : Remaining(step))
                Failed(instance, Failure.ExitCodeOf(known), Failure.MessageOf(known));
        }
    }

    public void Done(string instance, string sentence)
    {
        if (sentence.Length == 0)
            return;
        lock (_gate)
        {
            Of(instance).Changes.Add(sentence);
            done(sentence);
            progress(new(instance, sentence, ExitCode.Success));
        }
    }

    public void Failed(string instance, ExitCode exitCode, string sentence)
    {
        lock (_gate)
        {
            var changes = Of(instance);
            // What failed first is why; what could not be put back then is told all the same.
            (changes.ExitCode, changes.Problem) = changes.Problem is null ? (exitCode, sentence) : (changes.ExitCode, $"{changes.Problem} {sentence}");
            trouble(sentence);
            progress(new(instance, sentence, exitCode));
        }
    }

    public void Warn(string sentence)
    {
        lock (_gate)
        {
            trouble($"Warning: {sentence}");
            progress(new(PlannedChange.Machine, sentence, ExitCode.Success) { IsWarning = true });
        }
    }

    private List<string> Remaining(PlannedStep step) => [.. All(step).Where(instance => !HasFailed(instance))];

    private static List<string> All(PlannedStep step) => [.. step.Changes.Select(change => change.Instance).Distinct(StringComparer.OrdinalIgnoreCase)];

    private InstanceChanges Of(string instance) =>
        _instances.Find(changes => changes.InstanceName.Equals(instance, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"The plan does not have the instance '{instance}'.", nameof(instance));
}
