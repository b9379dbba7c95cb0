namespace Octopus.Instances;

/// <summary>
/// A program that can run as several instances. The names are the vendor's, so that existing installations are found.
/// </summary>
public sealed class Application
{
    /// <summary>The agent.</summary>
    public static readonly Application Tentacle = new("Tentacle", "Tentacle", $"{Vendor} Tentacle", "Tentacle.exe");

    /// <summary>The server.</summary>
    public static readonly Application Server = new("OctopusServer", "OctopusServer", Vendor, "Octopus.Server.exe");

    /// <summary>Every application this product installs.</summary>
    public static readonly IReadOnlyList<Application> All = [Tentacle, Server];

    private const string Vendor = "OctopusDeploy";

    private readonly string _serviceName;

    private Application(string name, string defaultInstance, string serviceName, string executable)
    {
        Name = name;
        DefaultInstance = defaultInstance;
        _serviceName = serviceName;
        Executable = executable;
    }

    /// <summary>The name of its folder under the machine folder, and of its registry key.</summary>
    public string Name { get; }

    /// <summary>Its key under <c>HKLM</c>, where versions before 2016 kept their instances.</summary>
    public string RegistryKey => $@"Software\Octopus\{Name}";

    /// <summary>The instance that is meant when none is named.</summary>
    public string DefaultInstance { get; }

    /// <summary>The file name of its executable in the install folder.</summary>
    public string Executable { get; }

    /// <summary>The name of an instance's service: the bare name for the default instance, <c>name: instance</c> for the others.</summary>
    public string ServiceName(string instance) =>
        IsDefault(instance) ? _serviceName : $"{_serviceName}: {instance}";

    /// <summary>The name of the service that starts instances which have failed; there is one on a machine.</summary>
    public string WatchdogServiceName => $"{Vendor} Watchdog {Name}";

    /// <summary>Whether a service is named as one of this application's. It may still run a stranger's executable.</summary>
    public bool IsServiceName(string service) =>
        service.Equals(_serviceName, StringComparison.OrdinalIgnoreCase)
        || service.StartsWith(_serviceName + ":", StringComparison.OrdinalIgnoreCase);

    /// <summary>The command line an instance's service runs.</summary>
    public static string ServiceCommandLine(string executablePath, string instance) =>
        $"\"{executablePath}\" run --instance=\"{instance}\"";

    /// <summary>The command line the watchdog's service runs.</summary>
    public static string WatchdogCommandLine(string executablePath) => $"\"{executablePath}\" watchdog run";

    /// <summary>Whether this is the instance that is meant when none is named.</summary>
    public bool IsDefault(string instance) => instance.Equals(DefaultInstance, StringComparison.OrdinalIgnoreCase);
}
