namespace Octopus.Instances;

/// <summary>
/// A program that can run as several instances. The names are the vendor's, so that existing installations are found.
/// </summary>
public sealed class Application
{
    /// <summary>The agent.</summary>
    public static readonly Application Tentacle = new("Tentacle", "Tentacle", "OctopusDeploy Tentacle", "Tentacle.exe");

    /// <summary>The server.</summary>
    public static readonly Application Server = new("OctopusServer", "OctopusServer", "OctopusDeploy", "Octopus.Server.exe");

    /// <summary>Every application this product installs.</summary>
    public static readonly IReadOnlyList<Application> All = [Tentacle, Server];

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

    /// <summary>The instance that is meant when none is named.</summary>
    public string DefaultInstance { get; }

    /// <summary>The file name of its executable in the install folder.</summary>
    public string Executable { get; }

    /// <summary>The name of an instance's service: the bare name for the default instance, <c>name: instance</c> for the others.</summary>
    public string ServiceName(string instance) =>
        IsDefault(instance) ? _serviceName : $"{_serviceName}: {instance}";

    /// <summary>Whether a service is named as one of this application's. It may still run a stranger's executable.</summary>
    public bool IsServiceName(string service) =>
        service.Equals(_serviceName, StringComparison.OrdinalIgnoreCase)
        || service.StartsWith(_serviceName + ":", StringComparison.OrdinalIgnoreCase);

    /// <summary>The command line an instance's service runs.</summary>
    public static string ServiceCommandLine(string executablePath, string instance) =>
        $"\"{executablePath}\" run --instance=\"{instance}\"";

    /// <summary>Whether this is the instance that is meant when none is named.</summary>
    public bool IsDefault(string instance) => instance.Equals(DefaultInstance, StringComparison.OrdinalIgnoreCase);
}
