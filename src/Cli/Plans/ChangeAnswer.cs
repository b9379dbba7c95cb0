using System.Text.Json.Serialization;

namespace Octopus.Cli.Plans;

/// <summary>What every command that changes something answers to a program.</summary>
/// <param name="Command">The command.</param>
/// <param name="WhatIf">Whether nothing was changed because only the plan was asked for.</param>
/// <param name="ExitCode">What the command returns; docs/exit-codes.md has the meanings.</param>
/// <param name="Problem">Why nothing was begun; <see langword="null"/> when it was.</param>
/// <param name="Instances">What became of each instance, or would.</param>
/// <param name="Script">The command lines that do the same.</param>
public sealed record ChangeAnswer(
    string Command,
    bool WhatIf,
    int ExitCode,
    string? Problem,
    IReadOnlyList<InstanceChanges> Instances,
    IReadOnlyList<string> Script);

/// <summary>What became of one instance.</summary>
/// <param name="instanceName">Its name; empty for what is the whole machine's.</param>
public sealed class InstanceChanges(string instanceName)
{
    /// <summary>Its name; empty for what is the whole machine's.</summary>
    public string InstanceName { get; } = instanceName;

    /// <summary>Its own exit code.</summary>
    [JsonConverter(typeof(JsonNumberEnumConverter<ExitCode>))]
    public ExitCode ExitCode { get; set; }

    /// <summary>What was done, or would be, in order.</summary>
    public List<string> Changes { get; init; } = [];

    /// <summary>What went wrong and what to do; <see langword="null"/> when nothing did.</summary>
    public string? Problem { get; set; }

    /// <summary>What a command returns for all of them.</summary>
    internal static ExitCode ExitCodeOf(IEnumerable<InstanceChanges> instances) => instances.Select(instance => instance.ExitCode).Distinct().ToList() switch
    {
        [] => ExitCode.Success,
        [var all] => all,
        var several when several.Contains(ExitCode.Success) => ExitCode.PartialFailure,
        [var first, ..] => first,
    };
}

/// <summary>How it is written and read.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(ChangeAnswer))]
public sealed partial class ChangeAnswerJson : JsonSerializerContext;
