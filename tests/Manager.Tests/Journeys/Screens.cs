namespace Octopus.Tests.Manager.Journeys;

/// <summary>Every screen, with its heading.</summary>
internal static class Screens
{
    public static readonly (string Path, string Heading)[] All =
    [
        ("/", "Instances"),
        ("/new", "New instance"),
        ("/restore", "Restore an instance"),
        ("/backup?instance=Prod%20A&instance=Prod%20B", "Back up 2 instances"),
        ("/problems", "Problems"),
        ("/watchdog", "Watchdog"),
        ("/maintenance", "Maintenance"),
        ("/activity", "Activity"),
        ("/instances/Prod%20A", "Prod A"),
        ("/instances/Prod%20A/settings", "Prod A"),
        ("/instances/Prod%20A/service", "Prod A"),
        ("/instances/Lonely/service", "Lonely"),
        ("/instances/Prod%20A/certificate", "Prod A"),
        ("/instances/Prod%20A/backup", "Prod A"),
        ("/instances/Prod%20A/logs", "Prod A"),
        ("/instances/Prod%20A/diagnostics", "Prod A"),
        ("/instances/Prod%20A/manage", "Prod A"),
        ("/instances/Nobody", "Nobody"),
        ("/not-found", "There is no such page"),
    ];
}
