namespace Octopus.Lifecycle.Maintenance;

/// <summary>What the last installation wrote down about itself, where only administrators write.</summary>
public interface IProductRecord
{
    /// <summary>The folder of its executables; <see langword="null"/> when the product is not installed.</summary>
    string? Folder { get; }

    /// <summary>Its version; <see langword="null"/> when the product is not installed.</summary>
    string? Version { get; }
}
