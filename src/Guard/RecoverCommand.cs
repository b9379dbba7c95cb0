using Octopus.Instances;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Guard;

/// <summary><c>recover</c>: what <c>Tentacle.exe maintenance recover</c> does, where there is no <c>Tentacle.exe</c>.</summary>
internal static class RecoverCommand
{
    // The numbers are those of the command line: docs/exit-codes.md.
    private const int Done = 0, NotElevated = 9, CannotWrite = 15, InProgress = 17, Failed = 18;

    public static async Task<int> Run(bool evenIfAlive)
    {
        if (!Environment.IsPrivilegedProcess)
            return Refuse(NotElevated, "Recovering needs administrator rights. Open the prompt with 'Run as administrator' and repeat the command.");
        var machine = WindowsMaintenance.Machine(report: Console.WriteLine);
        try
        {
            var result = await new MaintenanceRun(machine, JournalOwner.Current(machine.Processes), StandardStreams.Output.WriteLine).Recover(evenIfAlive).ConfigureAwait(false);
            if (result is null)
                StandardStreams.Output.WriteLine("There is nothing to recover.");
            return result?.Instances.All(instance => instance.Problem is null) == false ? Failed : Done;
        }
        catch (MaintenanceInProgressException living)
        {
            return Refuse(InProgress, living.Message);
        }
        catch (MaintenanceException failed)
        {
            return Refuse(Failed, failed.Message);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or InstanceException)
        {
            return Refuse(CannotWrite, refused.Message);
        }
    }

    private static int Refuse(int exitCode, string sentence)
    {
        StandardStreams.Error.WriteLine(sentence);
        return exitCode;
    }
}
