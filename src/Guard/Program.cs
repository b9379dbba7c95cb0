using System.Runtime.Versioning;
using System.ServiceProcess;
using Octopus.Guard;
using Octopus.Services;

[assembly: SupportedOSPlatform("windows")]

switch (args)
{
    case ["watch"]:
        ServiceBase.Run(new GuardWorker());
        return 0;
    case ["recover"]:
        return await RecoverCommand.Run(evenIfAlive: false);
    case ["recover", "--force"]:
        return await RecoverCommand.Run(evenIfAlive: true);
    default:
        StandardStreams.Error.WriteLine(
            """
            Brings every instance of Octopus on this machine back after an installation that was interrupted.

              Octopus.Setup.Guard.exe recover            start what ran, give back what was disabled
              Octopus.Setup.Guard.exe recover --force    also when the process of the installation still runs

            It needs an elevated prompt. Where Tentacle.exe is installed, 'Tentacle.exe maintenance recover' does the same.
            """);
        return 2;
}
