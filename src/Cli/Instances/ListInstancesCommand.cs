using System.CommandLine;
using System.Text.Json;
using Octopus.Cli.Services;
using Octopus.Instances;
using Octopus.Lifecycle;

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
        var services = new InstanceServices(host);
        var rows = index.Instances.Select(record => Describe(host, services, record))
            .Concat(services.Without(index.Instances).Select(service => Describe(host, index, service)))
            .OrderBy(row => row.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (format == OutputFormat.Json)
            host.Output.WriteLine(JsonSerializer.Serialize(rows, InstanceRowJson.Default.ListInstanceRow));
        else if (rows.Count == 0)
            host.Output.WriteLine("There are no instances. Create one with 'create-instance'.");
        else
            TextTable.Write(host.Output, ["INSTANCE", "SERVICE", "PROCESS", "PORT", "HOME"], [.. rows.Select(row => row.Cells())]);

        foreach (var problem in index.Problems)
            host.Error.WriteLine($"{problem.Path} {problem.Reason}. {problem.NextStep}.");
        return index.Problems.Count > 0 ? ExitCode.RecordUnreadable : ExitCode.Success;
    }

    private static InstanceRow Describe(CommandHost host, InstanceServices services, InstanceRecord record)
    {
        var service = services.Of(record.Name);
        var problem = service is null ? services.StrangerInPlaceOf(record.Name) : null;
        InstanceSettings? settings = null;
        try
        {
            settings = ConfigurationFile.Read(record);
        }
        catch (InstanceException unusable) when (unusable.Error == InstanceError.ConfigurationUnusable)
        {
            problem = problem is null ? unusable.Message : $"{unusable.Message} {problem}";
        }

        return Row(host, record.Name, service, problem) with
        {
            ConfigurationFilePath = record.ConfigurationFilePath,
            Home = settings?.Home,
            Port = settings?.Port,
        };
    }

    private static InstanceRow Describe(CommandHost host, InstanceIndex index, InstanceState service)
    {
        var name = service.Instance;
        var remove = $"remove the service with: sc delete \"{service.Service}\".";
        var problem =
            index.Instances.Any(record => record.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ? $"Instance '{name}' has a second service, '{service.Service}'. Stop it, and {remove}"
            : index.Problems.FirstOrDefault(problem => problem.IsInPlaceOf(name)) is { } unreadable
                ? $"The record of instance '{name}', {unreadable.Path}, {unreadable.Reason}. {unreadable.NextStep}."
            : $"Instance '{name}' has a service but no record. Create the instance again, or {remove}";
        return Row(host, name, service, problem);
    }

    private static InstanceRow Row(CommandHost host, string name, InstanceState? service, string? problem) => new(
        name,
        host.Application.IsDefault(name),
        ConfigurationFilePath: null,
        Home: null,
        Port: null,
        service?.Service,
        service?.State,
        service?.StartType,
        service is { ProcessId: > 0 } ? service.ProcessId : null,
        problem);
}
