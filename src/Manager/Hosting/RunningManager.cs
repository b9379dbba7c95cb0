using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.Versioning;
using System.Text;

namespace Octopus.Manager.Hosting;

/// <summary>
/// The one Manager of a session, known to others that are started there by a pipe. Whoever connects is given an address that opens
/// the Manager once; only an elevated program of the same account can, and it believes no other's answer either. Any program may take
/// the name of the pipe first: that this product serves it is told by a mark in a folder of administrators, held as long as it does.
/// </summary>
internal sealed class RunningManager : IDisposable
{
    private const PipeOptions Options = PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly;

    private readonly NamedPipeServerStream pipe;
    private readonly FileStream mark;

    private RunningManager(NamedPipeServerStream pipe, FileStream mark) => (this.pipe, this.mark) = (pipe, mark);

    /// <summary>The name of the pipe in this session.</summary>
    public static string Name
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return $"Octopus.Manager.{process.SessionId}";
        }
    }

    /// <summary>Becomes the running Manager; <see langword="null"/> when somebody has the name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="folder">The folder of marks, for administrators only.</param>
    /// <exception cref="IOException">The mark cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not make it.</exception>
    public static RunningManager? TryBecome(string name, string folder)
    {
        NamedPipeServerStream pipe;
        try
        {
            pipe = new(name, PipeDirection.Out, 1, PipeTransmissionMode.Byte, Options | PipeOptions.FirstPipeInstance);
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        try
        {
            return new(pipe, new(Mark(name, folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            pipe.Dispose();
            throw;
        }
    }

    /// <summary>Asks the running Manager for an address; <see langword="null"/> when it is a stranger who has the name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="folder">The folder of marks.</param>
    /// <param name="patience">How long the connection and the answer may each take.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="TimeoutException">There is a running Manager, and it does not answer.</exception>
    public static async Task<Uri?> Ask(string name, string folder, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            if (await Answer(name, patience, cancellation).ConfigureAwait(false) is { } address)
                return address;
        }
        catch (UnauthorizedAccessException)
        {
            // A program of another account, whoever else there is.
            return null;
        }
        catch (Exception silence) when (silence is TimeoutException or IOException)
        {
            // Who it is shows below.
        }

        return IsMarked(name, folder) ? throw new TimeoutException("The running Manager does not answer.") : null;
    }

    /// <summary>Answers until cancelled.</summary>
    [SupportedOSPlatform("windows")]
    public async Task Answer(Func<Uri> address, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await pipe.WaitForConnectionAsync(cancellation).ConfigureAwait(false);
                await pipe.WriteAsync(Encoding.ASCII.GetBytes($"{address()}\n"), cancellation).ConfigureAwait(false);
                pipe.WaitForPipeDrain();
                pipe.Disconnect();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (IOException)
            {
                // Whoever asked has gone before he read the answer; his token expires.
                pipe.Disconnect();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        pipe.Dispose();
        mark.Dispose();
    }

    private static async Task<Uri?> Answer(string name, TimeSpan patience, CancellationToken cancellation)
    {
        var pipe = new NamedPipeClientStream(".", name, PipeDirection.In, Options);
        await using (pipe.ConfigureAwait(false))
        {
            await pipe.ConnectAsync(patience, cancellation).ConfigureAwait(false);
            using var reader = new StreamReader(pipe, Encoding.ASCII);
            var answer = await reader.ReadLineAsync(cancellation).AsTask().WaitAsync(patience, cancellation).ConfigureAwait(false);
            return Uri.TryCreate(answer, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true } ? address : null;
        }
    }

    private static string Mark(string name, string folder) => Path.Combine(folder, $"{name}.running");

    private static bool IsMarked(string name, string folder)
    {
        try
        {
            using var free = new FileStream(Mark(name, folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            // Not there, or being deleted: whoever held it has ended.
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
