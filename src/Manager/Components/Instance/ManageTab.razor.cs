using System.Globalization;
using Microsoft.AspNetCore.Components;
using Octopus.Cli;
using Octopus.Cli.Instances;
using Octopus.Manager.Commands;
using Octopus.Manager.Components.Jobs;
using Octopus.Manager.Components.Layout;
using Octopus.Services;

namespace Octopus.Manager.Components.Instance;

/// <summary>Another name, another one like it, or its end.</summary>
public sealed partial class ManageTab
{
    private string _newName = "";
    private string _password = "";
    private string _cloneName = "";
    private string _clonePort = "";
    private bool _purge;

    /// <summary>The instance.</summary>
    [Parameter, EditorRequired]
    public required InstanceRow Row { get; set; }

    /// <summary>What may be.</summary>
    [Inject]
    public required InstanceRules Rules { get; init; }

    /// <summary>Shows what is to be done.</summary>
    [Inject]
    public required JobDesk Desk { get; init; }

    /// <summary>Goes to where it is then.</summary>
    [Inject]
    public required NavigationManager Places { get; init; }

    private bool NeedsPassword => Row.Account is { Length: > 0 } account && InstanceRules.AccountProblem(account) is null && ServiceAccount.Parse(account).NeedsPassword;

    private bool CanRename => _newName.Length > 0 && _newName != Row.InstanceName && Rules.NameProblem(_newName, Row.InstanceName) is null && (!NeedsPassword || _password.Length > 0);

    private bool CanClone => _cloneName.Length > 0 && Rules.NameProblem(_cloneName) is null && Rules.PortProblem(_clonePort, _cloneName) is null;

    /// <inheritdoc/>
    protected override void OnInitialized() => _clonePort = Rules.ProposedPort().ToString(CultureInfo.InvariantCulture);

    private Task Rename() => Offer(InstanceJobs.Rename(Row.InstanceName, _newName, _password), InstancePlace.Of(_newName));

    private Task Clone() => Offer(
        InstanceJobs.Clone(Row.InstanceName, _cloneName, Rules.ProposedHome(_cloneName), int.Parse(_clonePort, CultureInfo.InvariantCulture)), InstancePlace.Of(_cloneName));

    private Task Delete() => Offer(InstanceJobs.Delete(Row.InstanceName, _purge), "");

    private async Task Offer(Job job, string then)
    {
        if (await Desk.Offer(job) is { IsRunning: false, ExitCode: ExitCode.Success })
            Places.NavigateTo(then);
    }
}
