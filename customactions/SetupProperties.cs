using System.Globalization;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.CustomActions;

/// <summary>The public properties of the package that the actions obey. <c>installer/Properties.wxi</c> declares the same ones.</summary>
public static class SetupProperties
{
    /// <summary>Seconds a service may take to stop before it is terminated.</summary>
    public const string StopTimeout = "STOPTIMEOUT";

    /// <summary>Seconds a service may take to start.</summary>
    public const string StartTimeout = "STARTTIMEOUT";

    /// <summary>What follows when an instance does not start: <c>continue</c> or <c>rollback</c>.</summary>
    public const string OnStartFailure = "ONSTARTFAILURE";

    /// <summary>Which instances run afterwards: <c>running</c>, <c>none</c> or <c>all</c>.</summary>
    public const string RestartInstances = "RESTARTINSTANCES";

    /// <summary>What follows when an instance that runs would not start again: <c>continue</c> or <c>fail</c>.</summary>
    public const string OnUnstartable = "ONUNSTARTABLE";

    /// <summary><c>1</c> takes over what the vendor's product has left.</summary>
    public const string AdoptVendor = "ADOPTVENDOR";

    /// <summary>Where the executables are installed.</summary>
    public const string InstallFolder = "INSTALLFOLDER";

    /// <summary>The same under the name that the vendor's package has for it; the first one counts.</summary>
    public const string InstallLocation = "INSTALLLOCATION";

    private const string Rollback = "rollback";
    private const string Fail = "fail";
    private const string Yes = "1";

    /// <summary>Puts what the properties say into a plan.</summary>
    /// <param name="plan">The plan so far.</param>
    /// <param name="property">Reads a property; empty when it is not set.</param>
    /// <exception cref="MaintenanceException">A property has a value that it cannot have.</exception>
    public static MaintenancePlan Apply(MaintenancePlan plan, Func<string, string> property) => plan with
    {
        StopTimeout = Seconds(StopTimeout, property(StopTimeout), plan.StopTimeout),
        StartTimeout = Seconds(StartTimeout, property(StartTimeout), plan.StartTimeout),
        StartFailureIsFatal = OneOf(OnStartFailure, property(OnStartFailure), ["continue", Rollback]) == Rollback,
        UnstartableIsFatal = OneOf(OnUnstartable, property(OnUnstartable), ["continue", Fail]) == Fail,
        Adopts = OneOf(AdoptVendor, property(AdoptVendor), ["0", Yes]) == Yes,
        Restart = OneOf(RestartInstances, property(RestartInstances), ["running", "none", "all"]) switch
        {
            "none" => RestartChoice.None,
            "all" => RestartChoice.All,
            _ => RestartChoice.Running,
        },
    };

    private static int Seconds(string name, string value, int otherwise)
    {
        if (value.Length == 0)
            return otherwise;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= MaintenancePlan.LongestTimeout
            ? seconds
            : throw new MaintenanceException($"{name} is '{value}' and must be a number of seconds from 1 to {MaintenancePlan.LongestTimeout}. Correct it and run the installation again.");
    }

    private static string OneOf(string name, string value, string[] allowed) =>
        value.Length == 0
            ? allowed[0]
            : allowed.FirstOrDefault(candidate => candidate.Equals(value, StringComparison.OrdinalIgnoreCase))
                ?? throw new MaintenanceException($"{name} is '{value}' and must be one of {string.Join(", ", allowed)}. Correct it and run the installation again.");
}
