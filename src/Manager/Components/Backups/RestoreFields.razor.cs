using Microsoft.AspNetCore.Components;
using Octopus.Cli.Backups;
using Octopus.Cli.Scripts;
using Octopus.Manager.Commands;
using Octopus.Manager.Components.Jobs;

namespace Octopus.Manager.Components.Backups;

/// <summary>What a backup is looked into with, and how it is put back.</summary>
public sealed partial class RestoreFields : IDisposable
{
    private readonly BackupSecretChoice _secret = new();
    private readonly CancellationTokenSource _left = new();
    private QueryResult<BackupAnswer>? _found;
    private string _from = "";
    private string _name = "";
    private bool _verifies;
    private bool _renames;
    private bool _overwrites;
    private bool _newCertificate = true;

    /// <summary>What begins the ids of its fields.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>The instance whose place it takes; <see langword="null"/> when it is not decided.</summary>
    [Parameter]
    public string? Replaces { get; set; }

    /// <summary>Runs the query.</summary>
    [Inject]
    public required CommandRunner Runner { get; init; }

    /// <summary>Shows what is to be done.</summary>
    [Inject]
    public required JobDesk Desk { get; init; }

    /// <summary>What may be.</summary>
    [Inject]
    public required InstanceRules Rules { get; init; }

    private bool CanOpen => !_verifies && File.Exists(_from.Trim()) && _secret.Problem(isNew: false) is null;

    private bool CanRestore => CanOpen && (!_renames || (_name.Length > 0 && Rules.NameProblem(_name) is null));

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private void Forget() => _found = null;

    private async Task Verify()
    {
        (_verifies, _found) = (true, null);
        var command = BackupJobs.Command(new CommandText("verify-backup").Option("--from", _from.Trim()), _secret.Wish());
        _found = await Runner.Ask(command.Words.Arguments, BackupAnswerJson.Default.BackupAnswer, _left.Token, command.Secret);
        _verifies = false;
    }

    private Task<JobRun?> Restore() => Desk.Offer(BackupJobs.Restore(
        new(_from.Trim())
        {
            Name = _renames ? _name : Replaces,
            Overwrites = !_renames && (_overwrites || Replaces is not null),
            NewCertificate = _renames && _newCertificate,
        },
        _secret.Wish()));
}
