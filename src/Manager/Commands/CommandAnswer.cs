using System.Text.Json;
using Octopus.Cli;
using Octopus.Cli.Doctor;
using Octopus.Cli.Plans;

namespace Octopus.Manager.Commands;

/// <summary>What a command that changes something answered, in the one form that screens show.</summary>
internal static class CommandAnswer
{
    private const string Doctor = "doctor";

    /// <summary>Reads it. A command line that was not understood, and an error nobody knows, are told in place of an answer.</summary>
    public static ChangeAnswer Read(ManagerCommand command, CommandResult result)
    {
        if (result.Output.Length == 0)
            return new(command.Name, WhatIf: false, (int)result.ExitCode, string.Join(Environment.NewLine, result.Errors), [], []);
        return command.Name == Doctor
            ? Of(JsonSerializer.Deserialize(result.Output, FindingJson.Default.IReadOnlyListFinding)!)
            : JsonSerializer.Deserialize(result.Output, ChangeAnswerJson.Default.ChangeAnswer)!;
    }

    // It mends what is safe; what is left was never its to mend.
    private static ChangeAnswer Of(IReadOnlyList<Finding> findings)
    {
        var instances = findings.Where(finding => finding.Safe)
            .GroupBy(finding => finding.InstanceName, StringComparer.OrdinalIgnoreCase)
            .Select(Of).ToList();
        return new(Doctor, WhatIf: false, (int)(instances.Exists(instance => instance.Problem is not null) ? ExitCode.ProblemsFound : ExitCode.Success), null, instances, []);
    }

    private static InstanceChanges Of(IGrouping<string, Finding> findings)
    {
        var failures = findings.Select(finding => finding.Failure).OfType<string>().ToList();
        var changes = new InstanceChanges(findings.Key)
        {
            ExitCode = failures.Count > 0 ? ExitCode.ProblemsFound : ExitCode.Success,
            Problem = failures.Count > 0 ? string.Join(' ', failures) : null,
        };
        changes.Changes.AddRange(findings.Where(finding => finding.Failure is null).Select(finding => $"{(finding.Mended ? "Mended" : "Mend")}: {finding.Problem}"));
        return changes;
    }
}
