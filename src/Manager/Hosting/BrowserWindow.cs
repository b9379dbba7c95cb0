using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Win32;

namespace Octopus.Manager.Hosting;

/// <summary>Shows an address to the person who started the Manager.</summary>
[SupportedOSPlatform("windows")]
internal static class BrowserWindow
{
    // Of the machine: what is registered for a user, any program of his could have registered.
    private const string AppPaths = @"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\";

    private static readonly string[] Browsers = ["msedge.exe", "chrome.exe"];

    /// <summary>
    /// Opens a window of its own in Edge or Chrome, with a profile of its own: browsers give cookies to every port of a host, so
    /// in the user's profile any page from another port of this machine would get ours; and what a user's programs have put into
    /// his profile, extensions for instance, would run elevated. Without these browsers the shell opens the user's one, as him.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="profile">A folder that only administrators may use.</param>
    public static void Open(Uri address, string profile)
    {
        using var process = Browsers.Select(Find).FirstOrDefault(File.Exists) is { } browser
            ? Process.Start(new ProcessStartInfo(browser,
                [$"--app={address}", $"--user-data-dir={profile}", "--no-first-run", "--no-default-browser-check", "--do-not-de-elevate"]))
            : Process.Start(new ProcessStartInfo(
                Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.Windows), "explorer.exe"), [address.ToString()]));
    }

    private static string? Find(string name) => Registry.GetValue(AppPaths + name, null, null) as string;
}
