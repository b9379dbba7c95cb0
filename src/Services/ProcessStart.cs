namespace Octopus.Services;

/// <summary>Makes a time of what the system says of the start of a process.</summary>
internal static class ProcessStart
{
    /// <summary>
    /// In place of a time that is none: Wine 8 tells one below zero while a process is being made. Later than every other, so that
    /// nobody's processes count as its children.
    /// </summary>
    public static readonly DateTimeOffset Unknown = DateTimeOffset.MaxValue;

    private static readonly long Latest = DateTime.MaxValue.ToFileTimeUtc();

    /// <summary>The time that a FILETIME means; <see cref="Unknown"/> when it means none.</summary>
    public static DateTimeOffset From(long fileTime) =>
        fileTime > 0 && fileTime <= Latest ? new(DateTime.FromFileTimeUtc(fileTime)) : Unknown;
}
