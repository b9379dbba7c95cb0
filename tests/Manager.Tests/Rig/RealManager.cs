using System.Diagnostics;

namespace Octopus.Tests.Manager.Rig;

/// <summary>The installed executable, running without a window of its own.</summary>
internal sealed class RealManager : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;

    private RealManager(Process process, Uri address) => (this.process, Address) = (process, address);

    /// <summary>The address that opens it once.</summary>
    public Uri Address { get; }

    /// <summary>Where it listens.</summary>
    public Uri Root => new(Address.GetLeftPart(UriPartial.Authority) + "/");

    /// <summary>Starts it; with one that runs already it would be a second start.</summary>
    public static async Task<RealManager> Start()
    {
        await InstalledProduct.Require();
        var process = WindowsProgram.Start(InstalledProduct.Manager, "--no-browser");
        return new(process, await ReadAddress(process));
    }

    /// <summary>Starts it a second time: the running one gives its address.</summary>
    public static async Task<Uri> AskForAddress()
    {
        var result = await WindowsProgram.Run(InstalledProduct.Manager, "--no-browser");
        Assert.AreEqual(0, result.ExitCode, result.Error);
        return new(result.Output.Trim());
    }

    /// <summary>Waits until it ends by itself.</summary>
    public async Task<int> WaitForEnd(TimeSpan patience, CancellationToken cancellation = default)
    {
        await process.WaitForExitAsync(cancellation).WaitAsync(patience, cancellation);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.Dispose();
    }

    private static async Task<Uri> ReadAddress(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return line is not null
            ? new(line.Trim())
            : throw new AssertFailedException($"The Manager ended: {await process.StandardError.ReadToEndAsync().WaitAsync(Patience)}");
    }
}
