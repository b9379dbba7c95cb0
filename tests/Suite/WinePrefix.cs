namespace Octopus.Tests.Suite;

/// <summary>
/// A fresh Windows for one program: registry, services and files of its own. Its server is kept up for the whole run, because
/// Wine ends with its last process and takes the services along.
/// </summary>
internal sealed class WinePrefix : IAsyncDisposable
{
    private static readonly TimeSpan SetupPatience = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, string> _environment;

    private WinePrefix(string folder) => _environment = new()
    {
        ["WINEPREFIX"] = folder,
        ["WINEARCH"] = "win64",
        ["WINEDEBUG"] = "-all",
        ["DISPLAY"] = "",
        // Journeys change the machine, and this one was made for that.
        ["E2E_ENABLED"] = "true",
    };

    public static async Task<WinePrefix> Create(string name)
    {
        var folder = Path.Combine(Repository.Artifacts, "wine", name);
        var prefix = new WinePrefix(folder);
        if (Directory.Exists(folder))
        {
            await prefix.Stop();
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        await prefix.Must("wineboot", "--init");
        // A new prefix says it is Windows 7, which .NET no longer runs on.
        await prefix.Must("wine", "winecfg", "-v", "win10");
        await prefix.Must("wineserver", "--wait");
        await prefix.Must("wineserver", "--persistent");
        return prefix;
    }

    public Task<int> Run(string program, string[] arguments, TimeSpan patience) =>
        Command.Run("wine", [program, .. arguments], patience, _environment);

    public async ValueTask DisposeAsync() => await Stop();

    // Ends this prefix only: the server is the one that WINEPREFIX names. It returns 1 when there is none.
    private Task<int> Stop() => Command.Run("wineserver", ["--kill"], SetupPatience, _environment);

    private async Task Must(string command, params string[] arguments)
    {
        var exitCode = await Command.Run(command, arguments, SetupPatience, _environment, silent: true);
        if (exitCode != 0)
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} returned {exitCode} while Wine was set up.");
    }
}
