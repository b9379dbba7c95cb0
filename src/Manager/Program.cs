using Octopus.Cli;
using Octopus.Manager.Hosting;

if (!OperatingSystem.IsWindows())
    throw new PlatformNotSupportedException("The Manager manages Windows services.");

var folder = Path.GetDirectoryName(Environment.ProcessPath!)!;
var host = WindowsCommandHost.Create(Path.Combine(folder, "Tentacle.exe"));
await using var manager = ManagerApp.Build(host, new());
await manager.Start();
Console.Out.WriteLine(manager.NewAddress());
await manager.WaitForEnd();
