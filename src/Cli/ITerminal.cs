namespace Octopus.Cli;

/// <summary>The person, or the pipe, at the other end of a command.</summary>
public interface ITerminal
{
    /// <summary>Whether a person is there to be asked. A pipe, a file or a service is nobody.</summary>
    bool CanAsk { get; }

    /// <summary>Whether answers are read by a person who sees colours: a terminal, and <c>NO_COLOR</c> is not set.</summary>
    bool HasColours { get; }

    /// <summary>A variable of the environment; <see langword="null"/> when it is not set.</summary>
    string? Variable(string name);

    /// <summary>Everything on standard input, as text.</summary>
    string ReadInput();

    /// <summary>Asks a person on standard error; <see langword="null"/> when input ends.</summary>
    string? Ask(string question);

    /// <summary>The same without showing what is typed.</summary>
    /// <exception cref="OperationCanceledException">The person pressed Ctrl+C.</exception>
    string? AskSecretly(string question);
}
