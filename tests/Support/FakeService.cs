using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>One service of the <see cref="FakeServiceManager"/>; every member runs under its lock.</summary>
internal sealed class FakeService(FakeServiceManager owner, ServiceDefinition definition)
{
    private const int NeverStarted = 1077;
    private const int ProcessAborted = 1067;
    private const int LogonFailed = 1069;

    private int processId;
    private int exitCode = NeverStarted;
    private int run;
    private TaskCompletionSource changed = NewSignal();

    public string Name => definition.Name;

    public ServiceState State { get; private set; } = ServiceState.Stopped;

    public StartType StartType { get; set; } = definition.StartType;

    public string ImagePath { get; set; } = definition.ImagePath;

    public ServiceBehaviour Behaviour { get; set; } = ServiceBehaviour.Normal;

    public bool DeletePending { get; set; }

    public bool IsHidden { get; set; }

    public bool IsHeldOpen { get; set; }

    /// <summary>How many want Windows to do nothing when it fails.</summary>
    public int RecoveryHolds { get; set; }

    /// <summary>What Windows does when it fails, beside starting it again.</summary>
    public Action? OnFailure { get; set; }

    /// <summary>Completes with the next change of its state.</summary>
    public Task Changed => changed.Task;

    public IReadOnlyList<string> DependsOn => definition.DependsOn;

    public ServicePassword? Password => definition.Password;

    public ServiceConfiguration Configuration => new(
        definition.DisplayName, definition.Description, ImagePath, StartType, definition.Account, definition.DependsOn,
        RecoveryHolds > 0 ? null : definition.Recovery);

    public void Reconfigure(ServiceChange change)
    {
        ImagePath = change.ImagePath ?? ImagePath;
        StartType = change.StartType ?? StartType;
        definition = definition with
        {
            DisplayName = change.DisplayName ?? definition.DisplayName,
            Description = change.Description ?? definition.Description,
            Account = change.Account ?? definition.Account,
            Password = change.Account is null ? change.Password ?? definition.Password : change.Password,
            DependsOn = change.DependsOn ?? definition.DependsOn,
            Recovery = change.Recovery ?? definition.Recovery,
        };
    }

    public bool Needs(string name) => DependsOn.Contains(name, StringComparer.OrdinalIgnoreCase);

    public Service Snapshot() => IsHidden
        ? new(Name, State, processId, StartType.Manual, "", "", exitCode) { IsHidden = true }
        : new(Name, State, processId, StartType, ImagePath, definition.Account.Name, exitCode) { DependsOn = DependsOn };

    /// <summary>Puts it into a state at once.</summary>
    public void Arrange(ServiceState state)
    {
        State = state;
        if (state != ServiceState.Stopped)
            StartProcess();
    }

    /// <summary>Its account may not log on: there is never a process, and the code says why.</summary>
    public void FailToLogOn() => exitCode = LogonFailed;

    public void Start()
    {
        StartProcess();
        Enter(ServiceState.StartPending);
        Later(Behaviour.StartTime, () =>
        {
            if (Behaviour.Fault == ServiceFault.FailsToStart)
                End(ServiceBehaviour.FailureCode);
            else if (Behaviour.Fault == ServiceFault.DiesInStart)
                End(ProcessAborted);
            else
                Enter(ServiceState.Running);
        });
    }

    public void Control(ServiceRequest request)
    {
        switch (request)
        {
            case ServiceRequest.Pause:
                Enter(ServiceState.Paused);
                break;
            case ServiceRequest.Continue:
                Enter(ServiceState.Running);
                break;
            case ServiceRequest.Stop:
                Stop();
                break;
        }
    }

    private void Stop()
    {
        if (Behaviour.Fault == ServiceFault.IgnoresStop)
            return;

        Enter(ServiceState.StopPending);
        if (Behaviour.Fault == ServiceFault.HangsInStop)
            return;

        Later(Behaviour.StopTime, () =>
        {
            if (Behaviour.Fault == ServiceFault.OutlivesStop)
                Finish(0);
            else
                End(Behaviour.Fault == ServiceFault.DiesInStop ? ProcessAborted : 0);
        });
    }

    private void StartProcess()
    {
        var executable = Behaviour.Runs ?? Octopus.Services.ImagePath.Parse(ImagePath, _ => false).Executable;
        run++;
        exitCode = 0;
        var expected = run;
        processId = owner.Processes.Start(executable, () => owner.Locked(() =>
        {
            // One that has stopped has done with its process.
            if (run == expected && State != ServiceState.Stopped)
                Finish(ProcessAborted);
        }));
    }

    // A timer of a run that has ended meanwhile finds another run, and does nothing.
    private void Later(TimeSpan delay, Action action)
    {
        var expected = run;
        owner.After(delay, () =>
        {
            if (run == expected && State != ServiceState.Stopped)
                action();
        });
    }

    private void End(int code)
    {
        owner.Processes.Exit(processId);
        Finish(code);
    }

    private void Finish(int code)
    {
        processId = 0;
        exitCode = code;
        Enter(ServiceState.Stopped);
        if (code == 0 || RecoveryHolds > 0)
            return;
        OnFailure?.Invoke();
        if (definition.Recovery is { Delays: [var delay, ..] })
            Recover(delay);
    }

    // What Windows does with a service that failed, whoever had a hand in it.
    private void Recover(TimeSpan delay)
    {
        var expected = run;
        owner.After(delay, () =>
        {
            if (run == expected && State == ServiceState.Stopped && StartType != StartType.Disabled)
                Start();
        });
    }

    private void Enter(ServiceState state)
    {
        State = state;
        owner.Changed(this);
        var previous = changed;
        changed = NewSignal();
        previous.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
