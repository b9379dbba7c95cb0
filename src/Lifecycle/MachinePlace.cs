using Octopus.Services;

namespace Octopus.Lifecycle;

/// <summary>A folder in the machine folder, or that itself, in a place that this product uses.</summary>
/// <param name="Folder">Its path.</param>
/// <param name="Access">Who may use it.</param>
internal sealed record MachinePlace(string Folder, FolderAccess Access)
{
    /// <summary>Whether it is made when it is not there. Default: only whoever needs it makes it, with its rights from the first moment.</summary>
    public bool IsMade { get; init; }

    /// <summary>
    /// Whether it has nothing but what this product notes for itself, so that it can be set aside as a whole. Default: there is more in it,
    /// and it is taken over.
    /// </summary>
    public bool IsPrivate { get; init; }

    /// <summary>Where an earlier version had it; <see langword="null"/> when it was always here.</summary>
    public string? Before { get; init; }
}
