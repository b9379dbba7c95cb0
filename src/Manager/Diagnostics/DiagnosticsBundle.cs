using System.IO.Compression;
using System.Text;
using Octopus.Cli;
using Octopus.Cli.Instances;
using Octopus.Manager.Commands;
using Octopus.Manager.Logs;

namespace Octopus.Manager.Diagnostics;

/// <summary>
/// What somebody who helps needs to see of an instance, in one file: the answers of the queries that everybody has, and the ends of
/// its logs. No secret is in it, because none is in those answers, and because of the instance's files only those of its logs are read
/// and nothing through a link (<see cref="LogFiles"/>).
/// </summary>
/// <param name="runner">Asks the queries.</param>
/// <param name="host">The machine.</param>
/// <param name="logs">Reads the logs.</param>
public sealed class DiagnosticsBundle(CommandRunner runner, CommandHost host, LogFiles logs)
{
    /// <summary>The most of one log that is in it, in bytes from its end.</summary>
    public const int MostOfALog = 1024 * 1024;

    /// <summary>The most logs that are in it.</summary>
    public const int MostLogs = 5;

    /// <summary>What will be in it.</summary>
    public static IReadOnlyList<DiagnosticsPart> Parts(string instance) =>
    [
        new("configuration.json", "The settings of the instance. Secrets are left out.", ["show-configuration", "--instance", instance, "--format", "json"]),
        new("certificate.json", "The thumbprint and validity of its certificate, without its key.", ["show-thumbprint", "--instance", instance, "--format", "json"]),
        new("instances.json", "Every instance of the machine with service, health, version, port and account.", ["list-instances", "--format", "json"]),
        new("doctor.json", "What is not as it should be, and what mends it.", ["doctor", "--format", "json"]),
        new("maintenance.json", "Whether an installation goes on, and how the last one ended (last-run.json).", ["maintenance", "status", "--format", "json"]),
        new("watchdog.json", "Whether there is a watchdog and what it makes of each instance.", ["watchdog", "status", "--format", "json"]),
    ];

    /// <summary>Makes it.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>A ZIP file.</returns>
    public async Task<MemoryStream> Make(InstanceRow instance, CancellationToken cancellation)
    {
        var file = new MemoryStream();
        await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in Parts(instance.InstanceName))
                await Add(zip, part, cancellation).ConfigureAwait(false);
            await Add(zip, "service.txt", Service(instance), cancellation).ConfigureAwait(false);
            await AddLogs(zip, instance.Home, cancellation).ConfigureAwait(false);
        }

        file.Position = 0;
        return file;
    }

    // What a query told people is in it too: why it has no answer may be what is looked for.
    private async Task Add(ZipArchive zip, DiagnosticsPart part, CancellationToken cancellation)
    {
        var result = await runner.Run(part.Query, null, _ => { }, _ => { }, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        await Add(zip, part.Name, result.Output, cancellation).ConfigureAwait(false);
        if (result.Errors.Count > 0)
            await Add(zip, Path.ChangeExtension(part.Name, ".errors.txt"), $"Exit code {(int)result.ExitCode}, {result.ExitCode}\n{string.Join('\n', result.Errors)}\n", cancellation).ConfigureAwait(false);
    }

    private string Service(InstanceRow instance)
    {
        if (instance.Service is not { } name || host.Services.Find(name) is not { } service)
            return $"Instance '{instance.InstanceName}' has no service.\n";
        var now = host.Services.ReadConfiguration(name);
        return $"""
            Service: {name}
            State: {service.State}, process {service.ProcessId}
            Start type: {now.StartType}
            Account: {now.Account}
            Command line: {now.ImagePath}
            Needs: {string.Join(", ", now.DependsOn)}
            Started again when it fails: {(now.Recovery is null ? "no" : "yes")}
            Description: {now.Description}

            """;
    }

    // Logs that are not what they seem keep nobody from the rest, and are to be known of.
    private async Task AddLogs(ZipArchive zip, string? home, CancellationToken cancellation)
    {
        var problems = new List<string>();
        foreach (var log in Try(() => logs.In(home), problems)?.Take(MostLogs) ?? [])
        {
            var source = Try(() => logs.Open(home!, log.Name), problems);
            if (source is null)
                continue;
            await using (source.ConfigureAwait(false))
            {
                // It grows meanwhile, and as fast as its writer likes.
                var length = source.Length;
                var end = new byte[Math.Min(MostOfALog, length)];
                source.Position = length - end.Length;
                var count = await source.ReadAtLeastAsync(end, end.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
                await using var entry = await zip.CreateEntry($"logs/{log.Name}").OpenAsync(cancellation).ConfigureAwait(false);
                await entry.WriteAsync(end.AsMemory(0, count), cancellation).ConfigureAwait(false);
            }
        }

        if (problems.Count > 0)
            await Add(zip, "logs.errors.txt", string.Join('\n', [.. problems, ""]), cancellation).ConfigureAwait(false);
    }

    private static T? Try<T>(Func<T> read, List<string> problems)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            problems.Add(LogFiles.Problem(refused));
            return null;
        }
    }

    private static async Task Add(ZipArchive zip, string name, string text, CancellationToken cancellation)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellation).ConfigureAwait(false);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation).ConfigureAwait(false);
    }
}
