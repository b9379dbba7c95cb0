using System.Runtime.InteropServices;
using Octopus.Services.Protection;

namespace Octopus.Tests.Contracts;

/// <summary>Privileges of this process, which all of its threads share.</summary>
[TestClass]
[DoNotParallelize]
public sealed partial class PrivilegesTests
{
    private const string Privilege = "SeRestorePrivilege";
    private const uint TokenQuery = 0x8;
    private const int TokenPrivileges = 3;
    private const uint Enabled = 0x2;

    [TestMethod]
    public void Privileges_stay_until_the_last_who_wanted_them_has_done()
    {
        var before = IsEnabled();
        var first = Privileges.OverFiles();
        var second = Privileges.OverFiles();
        Assert.IsTrue(IsEnabled());

        first.Dispose();
        first.Dispose();
        Assert.IsTrue(IsEnabled());

        second.Dispose();
        Assert.AreEqual(before, IsEnabled());
    }

    private static bool IsEnabled()
    {
        Assert.IsTrue(LookupPrivilegeValueW(null, Privilege, out var wanted));
        Assert.IsTrue(OpenProcessToken(-1, TokenQuery, out var token));
        var buffer = new byte[4096];
        Assert.IsTrue(GetTokenInformation(token, TokenPrivileges, buffer, buffer.Length, out _));
        CloseHandle(token);
        // A count, then pairs of an identifier of 64 bits and attributes of 32, without a gap.
        for (var entry = 0; entry < BitConverter.ToInt32(buffer); entry++)
        {
            if (BitConverter.ToInt64(buffer, 4 + (entry * 12)) == wanted)
                return (BitConverter.ToUInt32(buffer, 12 + (entry * 12)) & Enabled) != 0;
        }

        Assert.Inconclusive($"This process does not have {Privilege}.");
        return false;
    }

    [LibraryImport("advapi32.dll", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool LookupPrivilegeValueW(string? machine, string name, out long identifier);

    [LibraryImport("advapi32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool OpenProcessToken(nint process, uint access, out nint token);

    [LibraryImport("advapi32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetTokenInformation(nint token, int kind, [Out] byte[] buffer, int size, out int needed);

    [LibraryImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CloseHandle(nint handle);
}
