using System.ComponentModel;
using System.Diagnostics;
using Octopus.Tests.Manager.Rig;

namespace Octopus.Tests.Manager.Demo;

/// <summary>The installed Manager on a handful of instances, for a person to look at.</summary>
internal static class ManagerDemo
{
    // Where the browser may show itself; Windows programs of the demo show nothing.
    private const string DisplayVariable = "BROWSER_DISPLAY";

    public static async Task<int> Run()
    {
        var condition = new WindowsTestAttribute();
        if (!condition.IsConditionMet)
        {
            Console.Error.WriteLine(condition.IgnoreMessage);
            return 1;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            stop.Cancel();
        };
        await InstalledProduct.Require();
        await MakeInstances();
        await using var manager = await RealManager.Start();
        Show(manager.Address);
        Console.WriteLine("It ends with its last window, two minutes from now if nobody opens one, or with Ctrl+C.");
        try
        {
            await manager.WaitForEnd(Timeout.InfiniteTimeSpan, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C: the prefix ends with the demo, and everything in it.
        }

        Console.WriteLine("\nThe Manager has ended.");
        return 0;
    }

    private static async Task MakeInstances()
    {
        foreach (var (name, port, service) in new (string, int, string[])[]
        {
            ("Tentacle", 10933, ["--install", "--start"]),
            ("Prod A", 10934, ["--install", "--start"]),
            ("Prod B", 10935, ["--install"]),
            ("Staging", 10936, ["--install", "--start"]),
            ("Without a service", 10937, []),
        })
        {
            Console.WriteLine($"{name}, port {port}: {(service.Length == 0 ? "no service" : string.Join(' ', service))}");
            await InstalledProduct.Command("create-instance", "--instance", name, "--port", $"{port}");
            if (service.Length > 0)
                await InstalledProduct.Command(["service", .. service, "--instance", name]);
        }
    }

    private static void Show(Uri address)
    {
        Console.WriteLine($"\n{address}");
        var display = Environment.GetEnvironmentVariable(DisplayVariable);
        if (!OperatingSystem.IsWindows() && string.IsNullOrEmpty(display))
            return;
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(address.ToString()) { UseShellExecute = true }
            : new ProcessStartInfo("xdg-open", [address.ToString()]) { Environment = { ["DISPLAY"] = display } };
        try
        {
            using var browser = Process.Start(start);
        }
        catch (Win32Exception missing)
        {
            Console.WriteLine($"Open it yourself within a minute: {missing.Message}");
        }
    }
}
