using Octopus.Instances;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Room on the disk for what the journal will say later, taken before anything is stopped: a full disk is found while nothing has
/// happened, and one that fills up in the middle costs no entry.
/// </summary>
/// <param name="folder">The folder of the journal.</param>
internal sealed class JournalRoom(string folder)
{
    /// <summary>How often an entry's size is kept free: a new text, the one before and the result are there at once.</summary>
    private const int Copies = 6;

    private const int Least = 256 * 1024;

    private string Path => System.IO.Path.Combine(folder, "journal.room");

    /// <summary>Takes the room.</summary>
    /// <param name="length">The length of an entry.</param>
    /// <exception cref="IOException">There is not enough.</exception>
    public void Take(int length)
    {
        AtomicFile.Delete(Path);
        using var stream = new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        // Written and not only made so long: a sparse or compressed file takes no room.
        var random = new Random(length);
        var block = new byte[64 * 1024];
        for (var left = Math.Max(Least, Copies * length); left > 0; left -= block.Length)
        {
            random.NextBytes(block);
            stream.Write(block, 0, block.Length);
        }

        stream.Flush(flushToDisk: true);
    }

    /// <summary>Writes something, and gives the room for it when the disk is full.</summary>
    public void Write(Action write)
    {
        try
        {
            write();
        }
        catch (IOException full) when (IsFull(full) && File.Exists(Path))
        {
            AtomicFile.Delete(Path);
            write();
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Leave() => AtomicFile.Delete(Path);

    // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL; ENOSPC.
    private static bool IsFull(IOException failure) => failure.HResult is unchecked((int)0x80070027) or unchecked((int)0x80070070) or 28;
}
