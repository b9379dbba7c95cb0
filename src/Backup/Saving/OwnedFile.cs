namespace Octopus.Backup.Saving;

/// <summary>A file that belongs to an instance.</summary>
/// <param name="EntryPath">Its path in a backup.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Length">Its length when it was found, in bytes.</param>
/// <param name="Grows">Whether the instance only ever appends to it; it is saved as long as it was when its copy began.</param>
public sealed record OwnedFile(string EntryPath, string FullPath, long Length, bool Grows);

/// <summary>What belongs to an instance, as it is now.</summary>
/// <param name="Files">The files that a backup holds.</param>
/// <param name="Warnings">What is in its home and no backup holds, with why, as sentences.</param>
public sealed record OwnedFiles(IReadOnlyList<OwnedFile> Files, IReadOnlyList<string> Warnings);
