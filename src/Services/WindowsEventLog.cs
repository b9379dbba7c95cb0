using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>The Application log of Windows.</summary>
/// <param name="source">Who writes. Where the source is not registered, Windows shows the text with a sentence that says so.</param>
[SupportedOSPlatform("windows")]
public sealed unsafe class WindowsEventLog(string source) : IEventLog
{
    /// <summary>The longest text that Windows takes, in characters.</summary>
    private const int MaxTextLength = 31_839;

    /// <inheritdoc/>
    public bool Write(EventSeverity severity, int id, string text)
    {
        var log = Advapi32.RegisterEventSourceW(null, source);
        if (log == IntPtr.Zero)
            return false;

        try
        {
            fixed (char* first = text.Length > MaxTextLength ? text.Substring(0, MaxTextLength) : text)
            {
                var texts = first;
                return Advapi32.ReportEventW(log, (ushort)severity, 0, id, IntPtr.Zero, 1, 0, &texts, null);
            }
        }
        finally
        {
            Advapi32.DeregisterEventSource(log);
        }
    }
}
