using Octopus.Cli;
using Octopus.Cli.Plans;
using Octopus.Manager.Hosting;

namespace Octopus.Manager.Commands;

/// <summary>A job while it runs and afterwards. It goes on when the screen that began it is closed.</summary>
#pragma warning disable CA1001 // Its source of cancellation has no timer and no handle, and may be asked as long as the run is remembered.
public sealed class JobRun
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly List<string> _lines = [];
    private readonly List<string> _warnings = [];
    private readonly List<ChangeProgress> _progress = [];
    private readonly List<ChangeAnswer> _answers = [];

    internal JobRun(Job job, DateTimeOffset began)
    {
        Job = job;
        Began = began;
    }

    /// <summary>Something new is to be seen. Told on any thread.</summary>
    public event Action? Changed;

    /// <summary>What runs.</summary>
    public Job Job { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Began { get; }

    /// <summary>When it ended; <see langword="null"/> while it runs.</summary>
    public DateTimeOffset? Ended { get; private set; }

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => Ended is null;

    /// <summary>Whether a person has asked for its end.</summary>
    public bool IsCancelled => _cancel.IsCancellationRequested;

    /// <summary>What it told people, line by line.</summary>
    public IReadOnlyList<string> Lines => Copy(_lines);

    /// <summary>What should be known and changes no result.</summary>
    public IReadOnlyList<string> Warnings => Copy(_warnings);

    /// <summary>What has become of each instance until now.</summary>
    public IReadOnlyList<InstanceProgress> Instances
    {
        get
        {
            lock (_gate)
                return InstanceProgress.Of(_answers, _progress);
        }
    }

    /// <summary>What each command that has ended answered.</summary>
    public IReadOnlyList<ChangeAnswer> Answers => Copy(_answers);

    /// <summary>How it ended: as its last command did.</summary>
    public ExitCode ExitCode => Answers is [.., var last] ? (ExitCode)last.ExitCode : IsRunning ? ExitCode.Success : ExitCode.Unexpected;

    /// <summary>The commands that never began, because one before them failed.</summary>
    public IEnumerable<ManagerCommand> NotBegun => Job.Commands.Skip(Answers.Count);

    /// <summary>Ends it as Ctrl+C does: what was done until then stays.</summary>
    public void Cancel()
    {
        _cancel.Cancel();
        Changed?.Invoke();
    }

    internal async Task Run(CommandRunner runner, TimeProvider time, ManagerLifetime lifetime)
    {
        try
        {
            using var operation = lifetime.BeginOperation();
            foreach (var command in Job.Commands)
            {
                var result = await runner.Run(command.Arguments, command.Secret, line => Add(_lines, line), Note, _cancel.Token).ConfigureAwait(false);
                var answer = CommandAnswer.Read(command, result);
                lock (_gate)
                {
                    _answers.Add(answer);
                    _progress.Clear();
                }

                Changed?.Invoke();
                if (answer.ExitCode != (int)ExitCode.Success)
                    break;
            }
        }
        catch (CommandException refused)
        {
            Add(_answers, new(Job.Commands[Answers.Count].Name, WhatIf: false, (int)refused.ExitCode, refused.Message, [], []));
        }
        finally
        {
            Ended = time.GetUtcNow();
            Changed?.Invoke();
        }
    }

    private void Note(ChangeProgress progress)
    {
        if (progress.IsWarning)
            Add(_warnings, progress.Sentence);
        else
            Add(_progress, progress);
    }

    private void Add<T>(List<T> list, T item)
    {
        lock (_gate)
            list.Add(item);
        Changed?.Invoke();
    }

    private IReadOnlyList<T> Copy<T>(List<T> list)
    {
        lock (_gate)
            return [.. list];
    }
}
