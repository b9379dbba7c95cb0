using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>
/// Programs of this product that run outside any service, an agent in a terminal for instance: asked to end, and terminated when
/// they do not. The process of a service, whosever it is, is none of them.
/// </summary>
internal sealed class OwnPrograms(IProcesses processes, IServiceManager services, IExecutableFiles files)
{
    /// <summary>Ends them all at once, and tells what became of each.</summary>
    /// <param name="executables">The executables of this product.</param>
    /// <param name="owner">The process that carries out the installation; it is never ended.</param>
    /// <param name="report">Told a line for each.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="MaintenanceException">One could not be ended, or runs as a service that nobody has stopped.</exception>
    public async Task End(IReadOnlyCollection<string> executables, JournalOwner owner, Action<string> report, CancellationToken cancellation)
    {
        var programs = processes.List().Where(process =>
            process.Id != owner.ProcessId
            && process.ExecutablePath is { } path
            && executables.Any(executable => files.AreSame(executable, path))).ToList();
        RequireNoService(programs);
        var lines = await Task.WhenAll(programs.Select(program => End(program, cancellation))).ConfigureAwait(false);
        foreach (var line in lines)
            report(line);
    }

    // A service that hides what it is from whoever looked for instances is none of those that were stopped. Its process is not to be
    // ended behind its back: nobody would start it again. Asked for after the processes, so that none of them can have begun since.
    private void RequireNoService(List<ProcessDescription> programs)
    {
        if (programs.Count == 0)
            return;
        var byProcess = services.List().Where(service => service.ProcessId != 0).ToLookup(service => service.ProcessId);
        foreach (var program in programs)
        {
            if (byProcess[program.Id].FirstOrDefault() is { } service)
                throw new MaintenanceException(
                    $"Process {program.Id} ({program.ExecutablePath}) runs as the service '{service.Name}', {(service.IsHidden ? "and this account may not read what that is" : "which is none of those that were stopped, or was started again since")}. Stop it by hand and install again.");
        }
    }

    private async Task<string> End(ProcessDescription program, CancellationToken cancellation)
    {
        var name = $"Process {program.Id} ({program.ExecutablePath})";
        using var process = processes.Open(program.Id);
        if (process is null || process.StartedAt != program.StartedAt)
            return $"{name}: has ended by itself";
        if (process.AskToEnd() && await process.WaitForExit(Timeouts.EndRequest, cancellation).ConfigureAwait(false))
            return $"{name}: ended when it was asked to";
        return await new ProcessTermination(processes).End(process, cancellation).ConfigureAwait(false)
            ? $"{name}: terminated"
            : throw new MaintenanceException($"{name} could not be terminated. End it by hand and install again.");
    }
}
