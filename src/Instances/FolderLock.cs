using System.Diagnostics;

namespace Octopus.Instances;

/// <summary>
/// Keeps two programs from changing what is in a folder at once. It is a file rather than a named mutex: it works across accounts and
/// sessions without a security descriptor of its own. Whoever may read a file can hold it, so it lies where only those may read who
/// may change the folder.
/// </summary>
/// <param name="folder">The folder; made when it is not there.</param>
/// <param name="patience">How long to wait for another program's change.</param>
/// <param name="file">The lock itself, for a folder that others may read. Default: <c>.lock</c> in the folder.</param>
public sealed class FolderLock(string folder, TimeSpan patience, string? file = null)
{
    /// <summary>How long a change waits for another program's change, unless told otherwise; one takes milliseconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(20);

    private readonly string _path = file ?? Path.Combine(folder, ".lock");

    private FileStream? _file;
    private int _depth;

    /// <summary>Takes the lock until disposed, or takes it once more when this object has it already.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.Busy"/> when another program holds it for too long.</exception>
    public IDisposable Enter()
    {
        _file ??= Open();
        _depth++;
        return new Hold(this);
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var waited = Stopwatch.StartNew();
        using var retry = new ManualResetEventSlim();
        while (true)
        {
            try
            {
                return new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException held) when (FilePatience.IsHeld(held) && waited.Elapsed < patience)
            {
                // A file lock has no event to wait for.
                retry.Wait(RetryInterval);
            }
            catch (IOException held) when (FilePatience.IsHeld(held))
            {
                throw new InstanceException(
                    InstanceError.Busy,
                    $"Another program has been changing {folder} for {patience.TotalSeconds:0.#} seconds. Try again when it has finished.",
                    held);
            }
        }
    }

    private void Leave()
    {
        if (--_depth > 0)
            return;
        _file?.Dispose();
        _file = null;
    }

    private sealed class Hold(FolderLock owner) : IDisposable
    {
        private bool _disposed;

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            owner.Leave();
        }
    }
}
