using System.Runtime.Versioning;
using Microsoft.Extensions.Hosting.WindowsServices;
using Octopus.Cli;
using Octopus.Cli.Help;
using Octopus.Services;
using Octopus.Tentacle.Agent;
using Octopus.Tentacle.Background;

[assembly: SupportedOSPlatform("windows")]

// A service has nobody who reads its errors: they go to the event log, also when it fails before it has a log of its own.
using var unread = WindowsServiceHelpers.IsWindowsService() ? new StringWriter() : null;
var machine = WindowsCommandHost.Create(Environment.ProcessPath!);
var host = machine with { RunUntilStopped = Worker.Run, Error = unread ?? machine.Error };

var exitCode = await CommandLine.Run(host, ProductDescription.Tentacle, [RunCommand.Build(host)], args);
if (exitCode != 0 && unread is not null)
    host.Maintenance.Events.Write(EventSeverity.Error, RunCommand.FailedEvent, $"{string.Join(' ', args)}: {unread}");
return exitCode;
