using System.IO.Pipes;
using Octopus.Lifecycle.Health;

namespace Octopus.Tentacle.Agent;

/// <summary>
/// Answers whoever on this machine asks for the health of this process (<see cref="HealthPipe"/>): SYSTEM, administrators and the account
/// that the agent runs as. Everybody gets the answer at once and is let go before he has read it, so nobody can keep another waiting.
/// </summary>
internal sealed class HealthPipeServer : IAsyncDisposable
{
    /// <summary>Everything for SYSTEM, Administrators and the owner, and nothing for anybody who comes over the network.</summary>
    private const string Rights = "D:P(D;;GA;;;NU)(A;;GA;;;SY)(A;;GA;;;BA)(A;;GA;;;S-1-3-4)";

    /// <summary>More than the answer: it waits there for its reader.</summary>
    private const int Room = 4096;

    private readonly CancellationTokenSource _end = new();
    private readonly string _name;
    private readonly Action<string> _warn;
    private NamedPipeServerStream? _waiting;
    private Task _answering = Task.CompletedTask;

    /// <summary>Takes the name, and answers nobody before <see cref="Begin"/>. Where that is not possible there is no pipe.</summary>
    /// <param name="name">The name of the pipe.</param>
    /// <param name="warn">Told when there is none, or none any more.</param>
    public HealthPipeServer(string name, Action<string> warn)
    {
        (_name, _warn) = (name, warn);
        try
        {
            _waiting = Open(PipeOptions.FirstPipeInstance);
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            WarnOf(taken);
        }
    }

    /// <summary>Begins to answer: whoever has asked already is answered first.</summary>
    /// <param name="answer">What everybody is told.</param>
    public void Begin(byte[] answer)
    {
        if (_waiting is not null)
            _answering = Answer(answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _answering.ConfigureAwait(false);
        if (_waiting is not null)
            await _waiting.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task Answer(byte[] answer)
    {
        try
        {
            while (true)
            {
                var asked = _waiting!;
                var isThere = await IsAsked(asked).ConfigureAwait(false);
                // The next one first: as long as there is one, nobody else can take the name.
                _waiting = Open(PipeOptions.None);
                await using (asked.ConfigureAwait(false))
                {
                    if (isThere)
                        await Write(asked, answer).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The agent ends.
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            WarnOf(broken);
        }
    }

    private async Task<bool> IsAsked(NamedPipeServerStream pipe)
    {
        try
        {
            await pipe.WaitForConnectionAsync(_end.Token).ConfigureAwait(false);
            return true;
        }
        catch (IOException)
        {
            // Whoever asked has gone already.
            return false;
        }
    }

    private async Task Write(NamedPipeServerStream pipe, byte[] answer)
    {
        try
        {
            await pipe.WriteAsync(answer, _end.Token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The same, a moment later.
        }
    }

    private void WarnOf(Exception reason) =>
        _warn($"There is no pipe {_name} to ask for the health of this process: {reason.Message}");

    private NamedPipeServerStream Open(PipeOptions more)
    {
        const PipeTransmissionMode mode = PipeTransmissionMode.Byte;
        var options = PipeOptions.Asynchronous | more;
        if (!OperatingSystem.IsWindows())
            return new(_name, PipeDirection.Out, NamedPipeServerStream.MaxAllowedServerInstances, mode, options, 0, Room);
        var security = new PipeSecurity();
        security.SetSecurityDescriptorSddlForm(Rights);
        return NamedPipeServerStreamAcl.Create(_name, PipeDirection.Out, NamedPipeServerStream.MaxAllowedServerInstances, mode, options, 0, Room, security);
    }
}
