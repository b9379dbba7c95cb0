using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Octopus.Cli;
using Octopus.Cli.Plans;

namespace Octopus.Manager.Commands;

/// <summary>Runs command lines in this process, through the same code as the executable that they call.</summary>
/// <param name="host">The machine.</param>
public sealed class CommandRunner(CommandHost host)
{
    /// <summary>Runs one.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="secret">The secret it needs.</param>
    /// <param name="tell">Is told each line for people as it comes.</param>
    /// <param name="progress">Is told each change as it is made.</param>
    /// <param name="cancellation">Ends it as Ctrl+C does.</param>
    public async Task<CommandResult> Run(
        IReadOnlyList<string> arguments, Secret? secret, Action<string> tell, Action<ChangeProgress> progress, CancellationToken cancellation)
    {
        var errors = new List<string>();
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new LineWriter(line =>
        {
            errors.Add(line);
            tell(line);
        });
        var terminal = new ManagerTerminal(secret);
        // Commands wait for services and files where they stand; no screen waits with them.
        var exitCode = await Task.Run(
            () => CommandLine.Run(
                host with { Output = output, Error = error, Terminal = terminal, Progress = progress }, "", [], [.. arguments], cancellation),
            CancellationToken.None).ConfigureAwait(false);
        return new((ExitCode)exitCode, output.ToString(), errors);
    }

    /// <summary>Asks a query.</summary>
    /// <param name="arguments">Its arguments, without the format.</param>
    /// <param name="type">What it answers.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="secret">The secret it needs.</param>
    public async Task<QueryResult<T>> Ask<T>(
        IReadOnlyList<string> arguments, JsonTypeInfo<T> type, CancellationToken cancellation, Secret? secret = null)
        where T : class
    {
        var result = await Run([.. arguments, "--format", "json"], secret, _ => { }, _ => { }, cancellation).ConfigureAwait(false);
        return new(
            result.Output.Length > 0 ? JsonSerializer.Deserialize(result.Output, type) : null,
            result.ExitCode,
            result.Errors.Count > 0 ? string.Join(' ', result.Errors) : null);
    }

    /// <summary>Tells what a command would do. Nothing is changed.</summary>
    public async Task<PlannedCommand> Plan(ManagerCommand command, CancellationToken cancellation)
    {
        if (command.Announced.Count > 0)
            return new(command, null, []);
        var result = await Run(command.PlanArguments, command.Secret, _ => { }, _ => { }, cancellation).ConfigureAwait(false);
        var answer = CommandAnswer.Read(command, result);
        return new(command, answer, [.. result.Errors.Where(line => answer.Problem?.Contains(line, StringComparison.Ordinal) != true)]);
    }
}
