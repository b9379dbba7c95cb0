using Microsoft.Playwright;

namespace Octopus.Tests.Manager.Rig;

/// <summary>The browser of this machine, started once for all tests.</summary>
[TestClass]
public static class Chromium
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    // Debian's runs as root in CI, and nothing here may ask the network for anything.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static IPlaywright? playwright;

    /// <summary>The running browser. Each test opens a context of its own in it.</summary>
    public static IBrowser Browser
    {
        get => field ?? throw new InvalidOperationException("The browser starts before the first test.");
        private set;
    }

    [AssemblyInitialize]
    public static async Task Start(TestContext _)
    {
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Places.First(File.Exists), Args = Arguments });
    }

    [AssemblyCleanup]
    public static async Task Stop()
    {
        await Browser.CloseAsync();
        playwright?.Dispose();
    }
}
