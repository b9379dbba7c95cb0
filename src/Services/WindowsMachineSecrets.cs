using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Services.Native;

namespace Octopus.Services;

/// <summary>What the data protection of Windows keeps for this machine.</summary>
[SupportedOSPlatform("windows")]
public sealed unsafe class WindowsMachineSecrets : IMachineSecrets
{
    /// <inheritdoc/>
    public bool TryOpen(byte[] secret, out byte[] content, out string reason)
    {
        (content, reason) = ([], "");
        var opened = new DataBlob();
        fixed (byte* bytes = secret)
        {
            var input = new DataBlob { Length = (uint)secret.Length, Bytes = bytes };
            if (!Crypt32.CryptUnprotectData(&input, null, null, null, null, Crypt32.NoQuestions, &opened))
            {
                var native = Marshal.GetLastWin32Error();
                reason = $"{new Win32Exception(native).Message.TrimEnd('.', ' ')} (error {native})";
                return false;
            }
        }

        try
        {
            content = new ReadOnlySpan<byte>(opened.Bytes, (int)opened.Length).ToArray();
            return true;
        }
        finally
        {
            new Span<byte>(opened.Bytes, (int)opened.Length).Clear();
            Kernel32.LocalFree((nint)opened.Bytes);
        }
    }
}
