using Octopus.Manager.Hosting;
using Octopus.Tests.Manager.Rig;

namespace Octopus.Tests.Manager.Lifetime;

/// <summary>An elevated web server has no business without a window. With the installed executable and the real clock.</summary>
[TestClass, WindowsTest, DoNotParallelize]
public sealed class InstalledLifetimeTests
{
    private static readonly TimeSpan Patience = ManagerTimeouts.LastWindow + TimeSpan.FromSeconds(30);

    [TestMethod]
    public async Task Second_start_shows_the_running_one_and_the_last_window_ends_it()
    {
        await using var manager = await RealManager.Start();
        await using (var first = await WatchedPage.Open(manager.Address))
        {
            await first.IsConnected();
            var second = await RealManager.AskForAddress();
            Assert.AreEqual(manager.Root.Authority, second.Authority);
            Assert.AreNotEqual(manager.Address, second);

            await using var other = await WatchedPage.Open(second);
            await other.IsConnected();
            await first.Page.ReloadAsync();
            await first.IsConnected();
            first.IsQuiet();
        }

        Assert.AreEqual(0, await manager.WaitForEnd(Patience));
    }

    [TestMethod]
    public async Task Port_can_be_chosen_and_one_that_is_taken_is_said()
    {
        await InstalledProduct.Require();
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var result = await WindowsProgram.Run(InstalledProduct.Manager, "--no-browser", "--port", $"{port}");
        Assert.AreEqual(7, result.ExitCode, result.Error);
        Assert.Contains($"port {port}", result.Error);
    }

    [TestMethod]
    public async Task Words_it_does_not_know_are_said()
    {
        await InstalledProduct.Require();
        var result = await WindowsProgram.Run(InstalledProduct.Manager, "--everywhere");
        Assert.AreEqual(2, result.ExitCode);
        Assert.Contains("--everywhere", result.Error);
    }
}
