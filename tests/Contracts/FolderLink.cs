using System.Diagnostics;

namespace Octopus.Tests.Contracts;

/// <summary>A link to a folder or a file, as an attacker would make it: a junction, which everybody may make. Gone when disposed.</summary>
internal sealed class FolderLink : IAsyncDisposable
{
    private readonly string folder;
    private readonly string name;

    private FolderLink(string path)
    {
        folder = Path.GetDirectoryName(path)!;
        name = Path.GetFileName(path);
    }

    public static async Task<FolderLink> Make(string path, string target, CancellationToken cancellation)
    {
        var link = new FolderLink(path);
        var relative = Path.GetRelativePath(link.folder, target);

        // Wine 8 cannot make one, but shows those of Unix.
        if (WindowsMachine.IsWine)
            link.Run(@"Z:\bin\ln", "-s", relative.Replace('\\', '/'), link.name);
        else
            link.Run("cmd.exe", "/c", "mklink", "/J", link.name, relative);
        await Eventually.Holds(() => Directory.Exists(path), $"{path} is a link", cancellation);
        return link;
    }

    /// <summary>The same to a file: a symbolic link, which administrators may make.</summary>
    public static async Task<FolderLink> MakeToFile(string path, string target, CancellationToken cancellation)
    {
        var link = new FolderLink(path);
        var relative = Path.GetRelativePath(link.folder, target);
        if (WindowsMachine.IsWine)
            link.Run(@"Z:\bin\ln", "-s", relative.Replace('\\', '/'), link.name);
        else
            File.CreateSymbolicLink(path, relative);
        await Eventually.Holds(() => File.Exists(path), $"{path} is a link", cancellation);
        return link;
    }

    // What is behind the link is deleted by Directory.Delete under Wine.
    public async ValueTask DisposeAsync()
    {
        var path = Path.Combine(folder, name);
        if (WindowsMachine.IsWine)
            Run(@"Z:\bin\rm", name);
        else if (Directory.Exists(path))
            Directory.Delete(path);
        else
            File.Delete(path);
        await Eventually.Holds(() => !Path.Exists(path), $"{path} is gone", CancellationToken.None);
    }

    // Of a program of Unix there is no process to wait for.
    private void Run(string file, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(file, arguments) { WorkingDirectory = folder })?.WaitForExit(ServiceMachine.Patience);
}
