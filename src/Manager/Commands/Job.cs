namespace Octopus.Manager.Commands;

/// <summary>Something that a person can have done: one command, or several one after the other until one fails.</summary>
/// <param name="Title">What it is, as an imperative: "Stop 3 instances".</param>
/// <param name="Verb">The word on its button.</param>
/// <param name="Commands">What runs, in order.</param>
public sealed record Job(string Title, string Verb, params IReadOnlyList<ManagerCommand> Commands)
{
    /// <summary>The instances it is about; empty when it is the machine.</summary>
    public IReadOnlyList<string> Instances { get; init; } = [];

    /// <summary>Whether something is lost by it.</summary>
    public bool IsDangerous { get; init; }

    /// <summary>What a person types before it can begin; <see langword="null"/> when nothing.</summary>
    public string? TypedConfirmation { get; init; }

    /// <summary>What should be known before, as a sentence.</summary>
    public string? Caution { get; init; }
}
