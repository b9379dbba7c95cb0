namespace Octopus.Lifecycle.Maintenance;

/// <summary>The Tentacle of Octopus Deploy, whose folder, service names and records are the same as ours.</summary>
public static class VendorProduct
{
    /// <summary>By this Windows Installer knows it, in every version.</summary>
    public const string UpgradeCode = "{1B32E04F-49C2-4907-8879-A556986F7F16}";

    /// <summary>The page that tells how to move from it.</summary>
    public const string Page = "docs/migration.md";
}
