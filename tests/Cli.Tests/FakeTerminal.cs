using Octopus.Cli;

namespace Octopus.Tests.Cli;

/// <summary>A person who has decided what to answer, or nobody.</summary>
internal sealed class FakeTerminal : ITerminal
{
    public bool CanAsk => Answers.Count > 0;

    public bool HasColours { get; set; }

    /// <summary>What comes on standard input.</summary>
    public string Input { get; set; } = "";

    /// <summary>What will be answered, in order; with none, nobody is there.</summary>
    public Queue<string> Answers { get; } = [];

    /// <summary>What was asked.</summary>
    public List<string> Questions { get; } = [];

    /// <summary>The environment.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public string ReadInput() => Input;

    public string? Ask(string question)
    {
        Questions.Add(question);
        return Answers.Dequeue();
    }

    public string? AskSecretly(string question) => Ask(question);
}
