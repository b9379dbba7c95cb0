using System.CommandLine;
using Octopus.Cli.Inventory;
using Octopus.Cli.Scripts;
using Octopus.Services;

namespace Octopus.Cli.Instances;

/// <summary><c>list-instances</c>: every instance with its service and its health.</summary>
internal static class ListInstancesCommand
{
    public static Command Build(CommandHost host)
    {
        var noHealth = new Option<bool>("--no-health") { Description = "Do not ask the instances that run how they are." };
        return QueryCommand.Build(
            host,
            "list-instances",
            "List the instances of this machine.",
            [
                new("See them all", "list-instances"),
                new("Give them to a program", "list-instances --format json"),
            ],
            [noHealth],
            InstanceRowJson.Default.IReadOnlyListInstanceRow,
            (parse, cancellation) => List(host, !parse.GetValue(noHealth), cancellation));
    }

    private static async Task<QueryAnswer<IReadOnlyList<InstanceRow>>> List(CommandHost host, bool ask, CancellationToken cancellation)
    {
        var inventory = await InstanceInventory.Take(host, ask, cancellation).ConfigureAwait(false);
        IReadOnlyList<InstanceRow> rows =
        [
            .. inventory.Instances.Select(view => InstanceRow.From(host, view, ProblemOf(inventory, view)))
                .Concat(inventory.Strays.Select(view => InstanceRow.From(host, view, StrayProblem(host, inventory, view))))
                .OrderBy(row => row.InstanceName, StringComparer.OrdinalIgnoreCase),
        ];
        foreach (var problem in inventory.Index.Problems)
            host.Error.WriteLine($"{problem.Path} {problem.Reason}. {problem.NextStep}.");
        return new(rows, output => Write(host, output, rows), inventory.Index.Problems.Count > 0 ? ExitCode.RecordUnreadable : ExitCode.Success);
    }

    private static void Write(CommandHost host, TextWriter output, IReadOnlyList<InstanceRow> rows)
    {
        if (rows.Count == 0)
            output.WriteLine($"There are no instances. Create one with: {host.Told(new CommandText("create-instance"))}.");
        else
            TextTable.Write(output, InstanceRow.Header, [.. rows.Select(row => row.Cells())], row => host.Terminal.HasColours ? ColourOf(rows[row]) : Colour.None);
    }

    private static Colour ColourOf(InstanceRow row) => row switch
    {
        { Problem: not null } => Colour.Red,
        { Health: InstanceHealth.Healthy } => Colour.Green,
        { State: ServiceState.Running or null or ServiceState.Stopped } => Colour.None,
        _ => Colour.Yellow,
    };

    private static string? ProblemOf(InstanceInventory inventory, InstanceView view)
    {
        string?[] problems =
        [
            view.Unusable,
            view.Service is null ? inventory.Services.StrangerInPlaceOf(view.Name) : null,
            view.Health switch
            {
                // Nobody can be asked without settings, and that is told already.
                InstanceHealth.Silent when view.Unusable is null => $"Instance '{view.Name}' runs and does not answer: {view.Answer!.Problem}.",
                InstanceHealth.Impostor => $"Process {view.Answer!.ProcessId}, which says it is instance '{view.Answer.Instance}', answers in place of '{view.Name}'.",
                _ => null,
            },
        ];
        return string.Join(' ', problems.OfType<string>()) is { Length: > 0 } told ? told : null;
    }

    private static string StrayProblem(CommandHost host, InstanceInventory inventory, InstanceView view)
    {
        var name = view.Name;
        // What runs somebody may need.
        var remove = view.Service!.WasActive ? "." : $", or remove the service, if nobody needs it, with: {host.Told(CommandText.OfProgram("sc.exe").Flag("delete").Value(view.Service.Service))}.";
        return inventory.Instances.Any(instance => instance.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ? $"Instance '{name}' has a second service, '{view.Service.Service}'. See which of the two is right{remove}"
            : inventory.Index.Problems.FirstOrDefault(problem => problem.IsInPlaceOf(name)) is { } unreadable
                ? $"The record of instance '{name}', {unreadable.Path}, {unreadable.Reason}. {unreadable.NextStep}."
            : inventory.Index.Problems.FirstOrDefault(problem => problem.CannotBeOpened) is { } unopened
                ? $"Instance '{name}' has a service, and {unopened.Path}, which may be its record, {unopened.Reason}. {unopened.NextStep}."
            : $"Instance '{name}' has a service but no record. Create the instance again with: {host.Told(new CommandText("create-instance").Option("--instance", name))}{remove}";
    }
}
