using System.Runtime.InteropServices;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

[TestClass]
public sealed class FakeUntrustedFilesTests : UntrustedFilesContract
{
    private readonly FakeUntrustedFiles files = new();

    protected override IUntrustedFiles Files => files;

    protected override Task<IAsyncDisposable> LinkTo(string path, string target)
    {
        files.Links.Add(path);
        return Task.FromResult<IAsyncDisposable>(new Nothing());
    }

    protected override void GiveSecondName(string file, string name)
    {
        File.Copy(file, name);
        files.SecondNames.Add(name);
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

[TestClass]
public sealed partial class WindowsUntrustedFilesTests : UntrustedFilesContract
{
    protected override IUntrustedFiles Files { get; } = new WindowsUntrustedFiles();

    protected override async Task<IAsyncDisposable> LinkTo(string path, string target) =>
        Directory.Exists(target)
            ? await FolderLink.Make(path, target, TestContext.CancellationToken)
            : await FolderLink.MakeToFile(path, target, TestContext.CancellationToken);

    protected override void GiveSecondName(string file, string name) =>
        Assert.IsTrue(CreateHardLinkW(name, file, IntPtr.Zero), $"Error {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("kernel32.dll", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLinkW(string link, string target, IntPtr security);
}
