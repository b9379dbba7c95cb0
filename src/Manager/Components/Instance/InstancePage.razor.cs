using Microsoft.AspNetCore.Components;
using Octopus.Cli.Instances;
using Octopus.Manager.Components.Layout;
using Octopus.Manager.Components.Parts;

namespace Octopus.Manager.Components.Instance;

/// <summary>Everything of one instance.</summary>
public sealed partial class InstancePage
{
    private const string Overview = "overview";

    private static readonly TabItem[] Items =
    [
        new(Overview, "Overview"),
        new("settings", "Settings"),
        new("service", "Service"),
        new("certificate", "Certificate"),
        new("backup", "Backup"),
        new("logs", "Logs"),
        new("diagnostics", "Diagnostics"),
        new("manage", "Rename, clone, delete"),
    ];

    /// <summary>The instance.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>The tab that is open.</summary>
    [Parameter]
    public string? Tab { get; set; }

    /// <summary>Goes elsewhere.</summary>
    [Inject]
    public required NavigationManager Places { get; init; }

    private InstanceRow? Row => Now.Find(Name);

    private string Selected => Items.Any(item => item.Key == Tab) ? Tab! : Overview;

    private void Open(string tab) => Places.NavigateTo(InstancePlace.Of(Name, tab == Overview ? null : tab));
}
