using System.Text.Json;
using Octopus.Instances;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.E2E.Machine;

/// <summary>
/// A service that runs the installed Tentacle.exe and behaves as told instead of being an agent (<see cref="StartupHook"/>). It has
/// no record. The package must be one with a folder of files: a native Tentacle.exe takes no hook.
/// </summary>
internal sealed record BehavedInstance(string Name, ServiceBehaviour Behaviour, StartType StartType = StartType.Automatic)
{
    public string Service => Application.Tentacle.ServiceName(Name);

    public string ImagePath => $"{Application.ServiceCommandLine(InstallFolder.Tentacle, Name)} {StartupHook.Option} {Behaviour}";

    /// <summary>
    /// Lets the executable in the install folder load the hook. The file beside it is one that .NET reads and no package has, so
    /// an upgrade leaves it.
    /// </summary>
    public static void Enable() => Enable(InstallFolder.Tentacle);

    /// <summary>The same for an executable that is, or will be, elsewhere.</summary>
    public static void Enable(string executable)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(executable)!);
        var configuration = new { runtimeOptions = new { configProperties = new Dictionary<string, string> { ["STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location } } };
        File.WriteAllText(Path.ChangeExtension(executable, ".runtimeconfig.dev.json"), JsonSerializer.Serialize(configuration));
    }

    public Task Create() =>
        ServiceTable.Create(new(Service, Service, $"Octopus Deploy: Tentacle instance '{Name}'", ImagePath, StartType));
}
