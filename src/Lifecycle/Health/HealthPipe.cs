using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Security.Principal;
using Octopus.Services;

namespace Octopus.Lifecycle.Health;

/// <summary>
/// The question for health inside the machine. An agent has a named pipe for it beside its port: to connect is to ask, and what can be
/// read until its end is the answer, the same JSON as at <c>/health</c>. No network reaches it and no user who is not an administrator,
/// so nobody can keep it busy. It is named after the process; whoever else takes the name is found out, for the system itself says whose
/// process is at the other end.
/// </summary>
public static class HealthPipe
{
    /// <summary>The most that is read. An agent sends some two hundred bytes.</summary>
    private const int MostBytes = 64 * 1024;

    /// <summary>The name of the pipe of a process.</summary>
    public static string NameOf(int processId) => "Octopus.Health." + processId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>
    /// Asks once. <see langword="null"/> when there is no such pipe, as with versions before, when this caller may not use it, when it is not
    /// that process's, or when what comes is no answer: then the port is to be asked.
    /// </summary>
    internal static async Task<HealthAnswer?> Ask(int processId, CancellationToken end)
    {
        // Anonymous: whoever has taken the name must not be able to act as the caller, which may be SYSTEM.
        using var pipe = new NamedPipeClientStream(".", NameOf(processId), PipeDirection.In, PipeOptions.Asynchronous, TokenImpersonationLevel.Anonymous);
        using var close = end.Register(pipe.Dispose);
        try
        {
            // It is there, or it is not: there is nothing to wait for.
            pipe.Connect(0);
            // Closed in the middle of connecting it is open all the same, and nobody would close it again.
            end.ThrowIfCancellationRequested();
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && PipeServer.ProcessOf(pipe.SafePipeHandle) is { } server && server != processId)
                return null;
            return HealthJson.Read(await ReadToEnd(pipe).ConfigureAwait(false));
        }
        catch (Exception broken) when (broken is TimeoutException or IOException or UnauthorizedAccessException or InvalidOperationException or OperationCanceledException or BadAnswerException)
        {
            // Closed by whoever ran out of patience; or the port will say what is wrong.
            return null;
        }
    }

    private static async Task<byte[]> ReadToEnd(NamedPipeClientStream pipe)
    {
        using var answer = new MemoryStream();
        var arrived = new byte[4096];
        while (await pipe.ReadAsync(arrived, 0, arrived.Length).ConfigureAwait(false) is var count && count > 0)
        {
            answer.Write(arrived, 0, count);
            if (answer.Length > MostBytes)
                throw new BadAnswerException($"sent more than {MostBytes / 1024} kB");
        }

        return answer.ToArray();
    }
}
