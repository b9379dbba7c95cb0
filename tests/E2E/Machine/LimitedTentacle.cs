using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Octopus.Tests.E2E.Machine;

/// <summary>
/// Runs the command line as an administrator who did not choose "Run as administrator": with the limited token that User Account
/// Control keeps beside the full one.
/// </summary>
internal static partial class LimitedTentacle
{
    private const uint TokenAllAccess = 0xF01FF;
    private const int TokenLinkedToken = 19;
    private const uint LuaToken = 0x4;
    private const int SecurityImpersonation = 2;
    private const int TokenPrimary = 1;
    private const int UseStdHandles = 0x100;
    private const uint TimedOut = 258;
    private const uint PatienceMilliseconds = 60_000;

    public static CommandResult Try(string path, string arguments, string folder)
    {
        var error = Path.Combine(folder, $"limited-{Guid.NewGuid():N}.txt");
        using (var stream = new FileStream(error, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Inheritable))
        using (var token = LimitedToken())
        {
            var startup = new StartupInfo
            {
                Size = Marshal.SizeOf<StartupInfo>(),
                Flags = UseStdHandles,
                Error = stream.SafeFileHandle.DangerousGetHandle(),
                Output = stream.SafeFileHandle.DangerousGetHandle(),
            };
            var commandLine = $"\"{path}\" {arguments}\0".ToCharArray();
            Check(CreateProcessAsUser(token, path, commandLine, 0, 0, true, 0, 0, null, ref startup, out var information), "start with a limited token");
            using var process = new SafeWaitHandle(information.Process, ownsHandle: true);
            using var thread = new SafeWaitHandle(information.Thread, ownsHandle: true);
            if (WaitForSingleObject(process, PatienceMilliseconds) == TimedOut)
                throw new TimeoutException($"{path} {arguments} did not end.");
            Check(GetExitCodeProcess(process, out var exitCode), "read the exit code");
            stream.Dispose();
            return new((int)exitCode, "", File.ReadAllText(error));
        }
    }

    // Where the account has a limited token it is that one; the full token of a service or the built-in administrator has none,
    // and is limited here as User Account Control would.
    private static SafeAccessTokenHandle LimitedToken()
    {
        Check(OpenProcessToken(-1, TokenAllAccess, out var own), "open the token");
        using (own)
        {
            if (GetTokenInformation(own, TokenLinkedToken, out var linked, nint.Size, out _))
            {
                using var handle = new SafeAccessTokenHandle(linked);
                if (DuplicateTokenEx(handle, TokenAllAccess, 0, SecurityImpersonation, TokenPrimary, out var primary))
                    return primary;
            }

            Check(CreateRestrictedToken(own, LuaToken, 0, 0, 0, 0, 0, 0, out var limited), "limit the token");
            return limited;
        }
    }

    private static void Check(bool succeeded, string attempt)
    {
        if (!succeeded)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Could not {attempt}: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("advapi32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool OpenProcessToken(nint process, uint access, out SafeAccessTokenHandle token);

    [LibraryImport("advapi32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetTokenInformation(SafeAccessTokenHandle token, int kind, out nint information, int size, out int needed);

    [LibraryImport("advapi32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool DuplicateTokenEx(
        SafeAccessTokenHandle token, uint access, nint attributes, int level, int type, out SafeAccessTokenHandle duplicate);

    [LibraryImport("advapi32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateRestrictedToken(
        SafeAccessTokenHandle token, uint flags, int disable, nint disabled, int delete, nint deleted, int restrict, nint restricted,
        out SafeAccessTokenHandle limited);

    [LibraryImport("advapi32.dll", EntryPoint = "CreateProcessAsUserW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateProcessAsUser(
        SafeAccessTokenHandle token, string application, [In, Out] char[] commandLine, nint process, nint thread,
        [MarshalAs(UnmanagedType.Bool)] bool inherit, uint flags, nint environment, string? folder, ref StartupInfo startup,
        out ProcessInformation information);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    private static partial uint WaitForSingleObject(SafeWaitHandle handle, uint milliseconds);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetExitCodeProcess(SafeWaitHandle process, out uint exitCode);

    [StructLayout(LayoutKind.Sequential)]
    private struct StartupInfo
    {
        public int Size;
        public nint Reserved, Desktop, Title;
        public int X, Y, XSize, YSize, XCountChars, YCountChars, FillAttribute, Flags;
        public short ShowWindow, Reserved2Size;
        public nint Reserved2, Input, Output, Error;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ProcessInformation
    {
        public nint Process, Thread;
        public int ProcessId, ThreadId;
    }
}
