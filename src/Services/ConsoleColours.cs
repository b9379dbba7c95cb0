using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>The colours of the console that this process writes to.</summary>
[SupportedOSPlatform("windows")]
public static unsafe class ConsoleColours
{
    private const int StandardOutput = -11;
    private const uint VirtualTerminal = 0x4;

    /// <summary>Makes the console understand escape sequences, and says whether it does. One before Windows 10 does not.</summary>
    public static bool TryEnable()
    {
        uint mode;
        var console = Kernel32.GetStdHandle(StandardOutput);
        return Kernel32.GetConsoleMode(console, &mode) && Kernel32.SetConsoleMode(console, mode | VirtualTerminal);
    }
}
