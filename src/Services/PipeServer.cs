using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>Who is at the other end of a named pipe.</summary>
[SupportedOSPlatform("windows")]
public static class PipeServer
{
    /// <summary>The process that made the pipe, as the system knows it; <see langword="null"/> when it does not tell.</summary>
    /// <param name="pipe">The client's end.</param>
    public static int? ProcessOf(SafeHandle pipe) => Kernel32.GetNamedPipeServerProcessId(pipe, out var processId) ? unchecked((int)processId) : null;
}
