using System.Diagnostics;

namespace Octopus.Instances;

/// <summary>
/// How long an access to a file waits for whoever has it open: virus scanners, backups and editors let go after a moment. It names the
/// file when it gives up, which the messages of Windows do not always do.
/// </summary>
/// <param name="limit">The longest wait.</param>
/// <param name="denialPasses">
/// Whether to wait after a denial too: Windows denies to replace or delete a file that somebody has open, and one that is about to vanish.
/// </param>
public sealed class FilePatience(TimeSpan limit, bool denialPasses = false)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(3);

    /// <summary>The patience of a reader: three seconds.</summary>
    public static readonly FilePatience OfReaders = new(Usual);

    /// <summary>The patience of whoever writes, moves or deletes: three seconds.</summary>
    public static readonly FilePatience OfWriters = new(Usual, denialPasses: true);

    /// <summary>No patience: for files on which nothing depends.</summary>
    public static readonly FilePatience None = new(TimeSpan.Zero);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Does something with a file, again and again while somebody else has it open.</summary>
    /// <param name="path">The file.</param>
    /// <param name="done">What is to be done with it, as in <c>could not be written</c>.</param>
    /// <param name="act">Does it. What it did before it failed must not hinder it the next time.</param>
    /// <exception cref="IOException">It cannot be done, or somebody has had the file open all the time.</exception>
    /// <exception cref="UnauthorizedAccessException">The caller may not do it.</exception>
    public void Try(string path, string done, Action act) => Try(path, done, () =>
    {
        act();
        return true;
    });

    /// <inheritdoc cref="Try(string, string, Action)"/>
    public T Try<T>(string path, string done, Func<T> act)
    {
        var waited = Stopwatch.StartNew();
        using var retry = new ManualResetEventSlim();
        while (true)
        {
            try
            {
                return act();
            }
            catch (Exception held) when (IsHeld(held) && waited.Elapsed < limit)
            {
                // Sharing has no event to wait for.
                retry.Wait(RetryInterval);
            }
            catch (IOException failed) when (failed is not (FileNotFoundException or DirectoryNotFoundException))
            {
                throw new IOException($"{path} could not be {done}. {failed.Message}", failed.HResult);
            }
            catch (UnauthorizedAccessException refused)
            {
                throw new UnauthorizedAccessException($"{path} could not be {done}. {refused.Message}", refused);
            }
        }
    }

    private bool IsHeld(Exception failure) =>
        (failure is IOException io && IsHeld(io)) || (denialPasses && failure is UnauthorizedAccessException);

    /// <summary>
    /// Whether it failed because somebody has the file open. Windows: sharing violation, lock violation, and what ReplaceFile makes of
    /// either. Elsewhere .NET has the number of the failed flock here: EWOULDBLOCK, which is 11 on Linux and 35 on macOS.
    /// </summary>
    internal static bool IsHeld(IOException failure) => failure.HResult is
        unchecked((int)0x80070020) or unchecked((int)0x80070021) or unchecked((int)0x80070497) or unchecked((int)0x80070498) or unchecked((int)0x80070499) or 11 or 35;
}
