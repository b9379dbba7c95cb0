using System.Text;
using Octopus.Cli.Scripts;

namespace Octopus.Cli.Plans;

/// <summary>One call of a command that changes something.</summary>
/// <param name="host">The machine and the terminal.</param>
/// <param name="command">The name of the command.</param>
/// <param name="words">The name with what it was told to do, without any value.</param>
/// <param name="shell">The shell that scripts are for.</param>
/// <param name="json">Whether the answer is for a program.</param>
internal sealed class ChangeInvocation(CommandHost host, string command, string words, Shell shell, bool json)
{
    /// <summary>Prints what would be done. It needs no rights of an administrator and leaves nothing behind.</summary>
    public Task<ExitCode> Show(Func<Task<Plan>> makePlan) => Answering(whatIf: true, async () =>
    {
        var plan = await makePlan().ConfigureAwait(false);
        var instances = Planned(plan);
        var answer = new ChangeAnswer(command, WhatIf: true, (int)InstanceChanges.ExitCodeOf(instances), null, instances, Lines(plan));
        if (json)
            return answer;

        // A file of commands is read in the code page of its console, and the script is written as UTF-8.
        if (shell == Shell.Cmd && plan.Changes.Select(change => change.Description).Concat(plan.Instances).Concat(Lines(plan)).Any(line => !Ascii.IsValid(line)))
            host.Output.WriteLine("@chcp 65001 >nul");
        void Comment(string text) => host.Output.WriteLine(ShellQuoting.Comment(shell, text));
        Comment($"Nothing has been changed. '{command}' would:");
        foreach (var change in plan.Changes)
            Comment($"  {Told(change)}");
        foreach (var refused in plan.Refused)
            Comment($"  {refused.Instance}: not possible. {refused.Problem}");
        foreach (var line in Lines(plan))
            host.Output.WriteLine(line);
        return answer;
    });

    /// <summary>Does it.</summary>
    public Task<ExitCode> CarryOut(Func<Task<Plan>> makePlan, bool asks, bool locks, CancellationToken cancellation) =>
        Answering(whatIf: false, async () =>
        {
            host.RequireElevation();
            var confirmed = asks ? Confirmed(await makePlan().ConfigureAwait(false)) : null;
            if (locks)
                host.Maintenance.Protection.RequireFolders(host.Application, line => host.Error.WriteLine($"Warning: {line}"));
            using var held = locks ? host.Store.Lock() : null;
            var plan = confirmed is { Question: null } && !locks ? confirmed : await makePlan().ConfigureAwait(false);
            // A person took their time, and what they agreed to is not what would happen now.
            if (confirmed is not null && !confirmed.Changes.SequenceEqual(plan.Changes))
                throw new CommandException(ExitCode.Conflict, "The machine has changed since the question, so nothing has been done. Give the command again.");

            // What cannot be written down is refused before anything is done.
            var lines = Lines(plan);
            var progress = json ? host.Error : host.Output;
            var debts = new PlanDebts(host, plan, words);
            var run = new PlanRun(debts.Kept, progress.WriteLine, host.Error.WriteLine, host.Progress);
            debts.Begin();
            try
            {
                await run.Run(cancellation).ConfigureAwait(false);
            }
            finally
            {
                debts.End();
            }

            return new(command, WhatIf: false, (int)run.ExitCode, null, run.Instances, lines);
        });

    // Whoever reads JSON gets some whatever happens, and people their sentence as ever.
    private async Task<ExitCode> Answering(bool whatIf, Func<Task<ChangeAnswer>> act)
    {
        ChangeAnswer answer;
        try
        {
            answer = await act().ConfigureAwait(false);
        }
        catch (Exception refused) when (json && Failure.IsKnown(refused))
        {
            var message = Failure.MessageOf(refused);
            host.Error.WriteLine(message);
            answer = new(command, whatIf, (int)Failure.ExitCodeOf(refused), message, [], []);
        }

        if (json)
            JsonAnswer.Write(host.Output, answer, ChangeAnswerJson.Default.ChangeAnswer);
        return (ExitCode)answer.ExitCode;
    }

    private Plan Confirmed(Plan plan)
    {
        if (plan.Question is not { } question)
            return plan;
        if (!host.Terminal.CanAsk)
            throw new CommandException(ExitCode.Declined, $"{question} Nobody is there to answer, so nothing has been changed. Say yes with --yes, or look at the plan with --what-if.");
        foreach (var change in plan.Changes)
            host.Error.WriteLine(Told(change));
        return host.Terminal.Ask($"{question} [y/N]")?.Trim().ToUpperInvariant() is "Y" or "YES"
            ? plan
            : throw new CommandException(ExitCode.Declined, "The answer was not yes, so nothing has been changed.");
    }

    private static List<InstanceChanges> Planned(Plan plan)
    {
        var instances = plan.Instances.Select(instance => new InstanceChanges(instance)).ToList();
        foreach (var change in plan.Changes)
            instances.Find(instance => instance.InstanceName.Equals(change.Instance, StringComparison.OrdinalIgnoreCase))!.Changes.Add(change.Description);
        foreach (var refused in plan.Refused)
        {
            var instance = instances.Find(instance => instance.InstanceName.Equals(refused.Instance, StringComparison.OrdinalIgnoreCase))!;
            (instance.ExitCode, instance.Problem) = (refused.ExitCode, refused.Problem);
        }

        return instances;
    }

    private static string Told(PlannedChange change) =>
        change.Instance == PlannedChange.Machine ? change.Description : $"{change.Instance}: {change.Description}";

    private List<string> Lines(Plan plan) => [.. plan.Script.Select(line => line.Write(shell, host.Executable))];
}
