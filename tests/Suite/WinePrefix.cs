namespace Octopus.Tests.Suite;

/// <summary>
/// A fresh Windows for one program: registry, services and files of its own. Its server is kept up for the whole run, because
/// Wine ends with its last process and takes the services along.
/// </summary>
internal sealed class WinePrefix : IAsyncDisposable
{
    private static readonly TimeSpan SetupPatience = TimeSpan.FromMinutes(3);

    // Finalizing an emitted method ends the runtime under Wine 8 (tests/Support/KeptMethods.cs), and not all of them are ours to
    // hold: so much room that collections hardly happen. Services have what the prefix was booted with.
    private const string RoomForTests = "0x80000000";
    private const string RoomForServices = "0x10000000";

    private readonly string _folder;

    private WinePrefix(string folder) => _folder = folder;

    public static async Task<WinePrefix> Create(string name)
    {
        var template = Folder("template");
        if (!Directory.Exists(template))
            await CreateTemplate(template);

        var prefix = new WinePrefix(Folder(name));
        await prefix.Delete();
        await prefix.Quietly("cp", "-a", template, prefix._folder);
        await prefix.Quietly("wineserver", "--persistent");
        // Services keep the output they are born with, and a pipe that they hold never ends: none of it is ours.
        await prefix.Quietly("wineboot");
        return prefix;
    }

    public Task<int> Run(string program, string[] arguments, TimeSpan patience) =>
        Command.Run("wine", [program, .. arguments], patience, new Dictionary<string, string>(Environment())
        {
            ["DOTNET_GCgen0size"] = RoomForTests,
            ["DOTNET_GCgen0MaxBudget"] = RoomForTests,
        });

    /// <summary>Runs a program of this machine that starts Windows programs here.</summary>
    public Task<int> RunBeside(string program, string[] arguments, TimeSpan patience) =>
        Command.Run("dotnet", [program, .. arguments], patience, new Dictionary<string, string>(Environment())
        {
            // Windows programs show nothing here; a browser that it opens may.
            ["BROWSER_DISPLAY"] = System.Environment.GetEnvironmentVariable("DISPLAY") ?? "",
        });

    public async ValueTask DisposeAsync() => await Delete();

    // A copy takes two seconds, a new one ten.
    private static async Task CreateTemplate(string folder)
    {
        var unfinished = new WinePrefix(folder + ".unfinished");
        await unfinished.Delete();
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        await unfinished.Quietly("wineboot", "--init");
        // A new prefix says it is Windows 7, which .NET no longer runs on.
        await unfinished.Quietly("wine", "winecfg", "-v", "win10");
        await unfinished.Stop();
        Directory.Move(unfinished._folder, folder);
    }

    private static string Folder(string name) => Path.Combine(Repository.Artifacts, "wine", name);

    private async Task Delete()
    {
        if (!Directory.Exists(_folder))
            return;
        await Stop();
        Directory.Delete(_folder, recursive: true);
    }

    // Ends this prefix only, the one that WINEPREFIX names; the second command waits until its registry is written. Both return
    // other than 0 when there is nothing to end.
    private async Task Stop()
    {
        await Command.Run("wineserver", ["--kill"], SetupPatience, Environment());
        await Command.Run("wineserver", ["--wait"], SetupPatience, Environment());
    }

    private async Task Quietly(string command, params string[] arguments)
    {
        var exitCode = await Command.Run("sh", ["-c", "exec \"$@\" </dev/null >/dev/null 2>&1", "sh", command, .. arguments], SetupPatience, Environment());
        if (exitCode != 0)
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} returned {exitCode} while Wine was set up.");
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["WINEPREFIX"] = _folder,
        ["WINEARCH"] = "win64",
        ["WINEDEBUG"] = "-all",
        ["DISPLAY"] = "",
        // With Wine's debugger, a program that dies of an exception returns 0; and Wine's menu builder copies every shortcut in the
        // Start menu into the menus of the person who runs the tests.
        ["WINEDLLOVERRIDES"] = "winedbg.exe=d;winemenubuilder.exe=d",
        // Journeys change the machine, and this one was made for that.
        ["E2E_ENABLED"] = "true",
        ["DOTNET_GCgen0size"] = RoomForServices,
        ["DOTNET_GCgen0MaxBudget"] = RoomForServices,
    };
}
