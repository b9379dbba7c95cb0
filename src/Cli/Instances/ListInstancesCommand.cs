using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Instances;

/// <summary><c>list-instances</c>: every instance with its service, as text or JSON.</summary>
internal static class ListInstancesCommand
{
    public static Command Build(CommandHost host)
    {
        var format = Options.Format();
        var command = new Command("list-instances", "List the instances of this machine.") { format };
        command.SetAction(parse => (int)List(host, parse.GetValue(format)));
        return command;
    }

    private static ExitCode List(CommandHost host, OutputFormat format)
    {
        var index = host.Store.Read();
        var rows = index.Instances.Select(record => Describe(host, record)).ToList();
        if (format == OutputFormat.Json)
            host.Output.WriteLine(JsonSerializer.Serialize(rows, InstanceRowJson.Default.ListInstanceRow));
        else if (rows.Count == 0)
            host.Output.WriteLine("There are no instances. Create one with 'create-instance'.");
        else
            TextTable.Write(host.Output, ["INSTANCE", "SERVICE", "PROCESS", "PORT", "HOME"], [.. rows.Select(row => row.Cells())]);

        foreach (var problem in index.Problems)
            host.Error.WriteLine($"{problem.Path} {problem.Reason}. Restore it from {problem.Path}{AtomicFile.PreviousEnding}, or move it away.");
        return index.Problems.Count > 0 ? ExitCode.RecordUnreadable : ExitCode.Success;
    }

    private static InstanceRow Describe(CommandHost host, InstanceRecord record)
    {
        var service = host.Services.Find(host.Application.ServiceName(record.Name));
        InstanceSettings? settings = null;
        string? problem = null;
        try
        {
            settings = ConfigurationFile.Read(record);
        }
        catch (InstanceException unusable) when (unusable.Error == InstanceError.ConfigurationUnusable)
        {
            problem = unusable.Message;
        }

        return new(
            record.Name,
            host.Application.IsDefault(record.Name),
            record.ConfigurationFilePath,
            settings?.Home,
            settings?.Port,
            service?.Name,
            service?.State,
            service?.StartType,
            service is { ProcessId: > 0 } ? service.ProcessId : null,
            problem);
    }
}

/// <summary>One instance as <c>list-instances</c> answers it.</summary>
internal sealed record InstanceRow(
    string Name,
    bool IsDefault,
    string ConfigurationFilePath,
    string? Home,
    int? Port,
    string? Service,
    ServiceState? State,
    StartType? StartType,
    int? ProcessId,
    string? Problem)
{
    public string[] Cells() =>
        [IsDefault ? $"{Name} (default)" : Name, State?.ToString() ?? "no service", ProcessId?.ToString() ?? "", Port?.ToString() ?? "", Problem ?? Home ?? ""];
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<InstanceRow>))]
internal sealed partial class InstanceRowJson : JsonSerializerContext;
