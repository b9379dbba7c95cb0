using Octopus.Cli;
using Octopus.Manager.Hosting;

if (!OperatingSystem.IsWindows())
    throw new PlatformNotSupportedException("The Manager manages Windows services.");

var folder = Path.GetDirectoryName(Environment.ProcessPath!)!;
return await ManagerProgram.Run(WindowsCommandHost.Create(Path.Combine(folder, "Tentacle.exe")), args);
