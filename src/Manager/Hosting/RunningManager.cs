using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.Versioning;
using System.Text;

namespace Octopus.Manager.Hosting;

/// <summary>
/// The one Manager of a session, known to others that are started there by a pipe. Whoever connects is given an address that opens
/// the Manager once; only an elevated program of the same account can, and it believes no other's answer either.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class RunningManager : IDisposable
{
    private const PipeOptions Options = PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly;

    private readonly NamedPipeServerStream pipe;

    private RunningManager(NamedPipeServerStream pipe) => this.pipe = pipe;

    /// <summary>The name of the pipe in this session.</summary>
    public static string Name
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return $"Octopus.Manager.{process.SessionId}";
        }
    }

    /// <summary>Becomes the running Manager; <see langword="null"/> when there is one.</summary>
    public static RunningManager? TryBecome(string name)
    {
        try
        {
            return new(new(name, PipeDirection.Out, 1, PipeTransmissionMode.Byte, Options | PipeOptions.FirstPipeInstance));
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Asks the running Manager for an address.</summary>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    /// <exception cref="UnauthorizedAccessException">A program of another account has taken the name.</exception>
    public static async Task<Uri> Ask(string name, CancellationToken cancellation)
    {
        var pipe = new NamedPipeClientStream(".", name, PipeDirection.In, Options);
        await using (pipe.ConfigureAwait(false))
        {
            await pipe.ConnectAsync(ManagerTimeouts.RunningManager, cancellation).ConfigureAwait(false);
            using var reader = new StreamReader(pipe, Encoding.ASCII);
            var answer = await reader.ReadLineAsync(cancellation).AsTask().WaitAsync(ManagerTimeouts.RunningManager, cancellation).ConfigureAwait(false);
            return new(answer ?? throw new TimeoutException("The Manager ended before it answered."));
        }
    }

    /// <summary>Answers until cancelled.</summary>
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
    public void Dispose() => pipe.Dispose();
}
