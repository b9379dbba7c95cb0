namespace Octopus.Tests.E2E.Machine;

/// <summary>An MSI that the build made.</summary>
/// <param name="Name">The file.</param>
/// <param name="Version">The product version in it.</param>
/// <param name="Build">The build whose published files are in it.</param>
internal sealed record Package(string Name, string Version, string Build)
{
    public static readonly Package Old = new("OctopusTentacle-1.0.0-x64.msi", "1.0.0", "1.0.0");

    public static readonly Package New = new("OctopusTentacle-1.1.0-x64.msi", "1.1.0", "1.1.0");

    /// <summary>1.1.0 once more, under a product code of its own.</summary>
    public static readonly Package Again = new("OctopusTentacle-1.1.0-again-x64.msi", "1.1.0", "1.1.0");

    /// <summary>1.1.0 with places where it can be told to fail or hold (<see cref="TestPoint"/>).</summary>
    public static readonly Package WithTestPoints = new("OctopusTentacle-1.1.0-test-points-x64.msi", "1.1.0", "1.1.0");

    /// <summary>The same two as the vendor would package them: they know the default instance's service and have no actions.</summary>
    public static readonly Package OldWithoutActions = new("OctopusTentacle-1.0.0-without-actions-x64.msi", "1.0.0", "1.0.0");

    /// <inheritdoc cref="OldWithoutActions"/>
    public static readonly Package NewWithoutActions = new("OctopusTentacle-1.1.0-without-actions-x64.msi", "1.1.0", "1.1.0");

    /// <summary>What our installation sees of the vendor's product.</summary>
    public static readonly Package VendorLike = new("OctopusTentacle-1.0.0-vendor-like-x64.msi", "1.0.0", "1.0.0");

    /// <summary>
    /// The same sources as a folder of many files, which is what versions before the native Tentacle.exe were. A service in it can
    /// be told how to behave (<see cref="BehavedInstance"/>); a native program takes no hook.
    /// </summary>
    public static readonly Package OldFolder = new("OctopusTentacle-1.0.0-folder-x64.msi", "1.0.0", "1.0.0-folder");

    /// <inheritdoc cref="OldFolder"/>
    public static readonly Package NewFolder = new("OctopusTentacle-1.1.0-folder-x64.msi", "1.1.0", "1.1.0-folder");

    /// <summary>The folder of 1.1.0 once more, under a product code of its own.</summary>
    public static readonly Package AgainFolder = new("OctopusTentacle-1.1.0-folder-again-x64.msi", "1.1.0", "1.1.0-folder");

    /// <summary>The folder of 1.1.0 with the places of <see cref="WithTestPoints"/>.</summary>
    public static readonly Package FolderWithTestPoints = new("OctopusTentacle-1.1.0-folder-test-points-x64.msi", "1.1.0", "1.1.0-folder");

    /// <summary>The published files it was made of.</summary>
    public string Payload => Repository.Payload(Build);

    public string Path
    {
        get
        {
            var path = System.IO.Path.Combine(Repository.Artifacts, Name);
            return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not there. Build it: ./build.sh or build.cmd.");
        }
    }
}
