namespace Octopus.Cli.Plans;

/// <summary>What a step has done, told while it happens. May be used from several threads.</summary>
public sealed class ChangeReport
{
    private readonly PlanRun _run;

    internal ChangeReport(PlanRun run, IReadOnlyList<string> instances)
    {
        _run = run;
        Instances = instances;
    }

    /// <summary>The instances that this step is to change: those of its changes that have not failed before.</summary>
    public IReadOnlyList<string> Instances { get; }

    /// <summary>Whether something has gone wrong with an instance already, in this step or before.</summary>
    public bool HasFailed(string instance) => _run.HasFailed(instance);

    /// <summary>A change has been made.</summary>
    /// <param name="instance">To which instance.</param>
    /// <param name="sentence">What was done; nothing is told when it is empty.</param>
    public void Done(string instance, string sentence) => _run.Done(instance, sentence);

    /// <summary>A change failed. The instance is left out of the steps that follow.</summary>
    /// <param name="instance">Which instance.</param>
    /// <param name="exitCode">Why.</param>
    /// <param name="sentence">What is wrong and what to do.</param>
    public void Failed(string instance, ExitCode exitCode, string sentence) => _run.Failed(instance, exitCode, sentence);

    /// <summary>Something that people should know and that changes no result. It goes to standard error.</summary>
    public void Warn(string sentence) => _run.Warn(sentence);
}
