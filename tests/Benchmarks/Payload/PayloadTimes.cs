namespace Octopus.Tests.Benchmarks.Payload;

/// <summary>What is measured of one shape, as both sides of the measurement call it.</summary>
internal static class PayloadTimes
{
    /// <summary>The part of the downtime in which no service stops or starts.</summary>
    public const string Files = "files";

    /// <summary>Stopping the instance.</summary>
    public const string Stop = "stop";

    /// <summary>Starting the instance until it is healthy.</summary>
    public const string Start = "start";

    /// <summary>Windows Installer's action that removes the old version.</summary>
    public const string Removal = "RemoveExistingProducts";

    /// <summary>Windows Installer's action that puts the files there.</summary>
    public const string InstallFiles = "InstallFiles";

    /// <summary>A command that looks at nothing.</summary>
    public const string Version = "version";

    /// <summary>A command that looks at every instance.</summary>
    public const string ListInstances = "list-instances";
}
