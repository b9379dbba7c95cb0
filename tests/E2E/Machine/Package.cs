namespace Octopus.Tests.E2E.Machine;

/// <summary>An MSI that the build made.</summary>
internal sealed record Package(string Name, string Version)
{
    public static readonly Package Old = new("OctopusTentacle-1.0.0-x64.msi", "1.0.0");

    public static readonly Package New = new("OctopusTentacle-1.1.0-x64.msi", "1.1.0");

    /// <summary>1.1.0 once more, under a product code of its own.</summary>
    public static readonly Package Again = new("OctopusTentacle-1.1.0-again-x64.msi", "1.1.0");

    /// <summary>1.1.0 with places where it can be told to fail or hold (<see cref="TestPoint"/>).</summary>
    public static readonly Package WithTestPoints = new("OctopusTentacle-1.1.0-test-points-x64.msi", "1.1.0");

    /// <summary>The same two as the vendor would package them: they know the default instance's service and have no actions.</summary>
    public static readonly Package OldWithoutActions = new("OctopusTentacle-1.0.0-without-actions-x64.msi", "1.0.0");

    /// <inheritdoc cref="OldWithoutActions"/>
    public static readonly Package NewWithoutActions = new("OctopusTentacle-1.1.0-without-actions-x64.msi", "1.1.0");

    public string Path
    {
        get
        {
            var path = System.IO.Path.Combine(Repository.Artifacts, Name);
            return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not there. Build it: ./build.sh or build.cmd.");
        }
    }
}
