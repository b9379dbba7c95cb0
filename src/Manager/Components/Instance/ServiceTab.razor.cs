using Microsoft.AspNetCore.Components;
using Octopus.Cli;
using Octopus.Cli.Instances;
using Octopus.Manager.Commands;
using Octopus.Manager.Components.Jobs;
using Octopus.Manager.Components.Parts;
using Octopus.Services;

namespace Octopus.Manager.Components.Instance;

/// <summary>The service of an instance: what it is, and what it shall be.</summary>
public sealed partial class ServiceTab
{
    private AccountChoice _account = new();
    private ServiceConfiguration? _now;
    private bool _changesAccount;
    private string _startType = "automatic";
    private string _dependsOn = "";
    private bool _noRecovery;
    private bool _starts = true;

    /// <summary>The instance.</summary>
    [Parameter, EditorRequired]
    public required InstanceRow Row { get; set; }

    /// <summary>Shows what is to be done.</summary>
    [Inject]
    public required JobDesk Desk { get; init; }

    /// <summary>The machine.</summary>
    [Inject]
    public required CommandHost Host { get; init; }

    private bool IsReady => (Row.Service is not null && !_changesAccount) || (_account.Problem ?? _account.PasswordProblem) is null;

    private List<string> Dependencies => [.. _dependsOn.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <inheritdoc/>
    protected override void OnInitialized() => Read();

    private void Read()
    {
        _now = null;
        if (Row.Service is not { } service || Host.Services.Find(service) is null)
            return;
        _now = Host.Services.ReadConfiguration(service);
        _account = AccountChoice.Of(_now.Account);
        _startType = StartTypes.Word(_now.StartType);
        _dependsOn = string.Join('\n', _now.DependsOn);
        _noRecovery = false;
        _starts = Row.State != ServiceState.Stopped;
        _changesAccount = false;
    }

    private Task Install() => Offer(ServiceJobs.Install(Row.InstanceName, new()
    {
        Account = _account.Account,
        Password = _account.Password,
        StartType = _startType,
        DependsOn = Dependencies,
        NoRecovery = _noRecovery,
        Starts = _starts,
    }));

    // Only what is another than now, so that nothing else is written.
    private Task Change() => Offer(ServiceJobs.Reconfigure(Row.InstanceName, new()
    {
        Account = _changesAccount ? _account.Account : null,
        Password = _changesAccount ? _account.Password : null,
        StartType = _startType == StartTypes.Word(_now?.StartType) ? null : _startType,
        DependsOn = Dependencies.SequenceEqual(_now?.DependsOn ?? [], StringComparer.OrdinalIgnoreCase) ? null : Dependencies,
        NoRecovery = _noRecovery,
        Starts = _starts && Row.State != ServiceState.Stopped,
    }));

    private Task Uninstall() => Offer(ServiceJobs.Uninstall(Row.InstanceName, Row.State != ServiceState.Stopped));

    private async Task Offer(Job job)
    {
        if (await Desk.Offer(job) is not null)
            Read();
    }
}
