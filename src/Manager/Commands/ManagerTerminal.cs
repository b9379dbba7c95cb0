using Octopus.Cli;

namespace Octopus.Manager.Commands;

/// <summary>Nobody at a terminal: whatever a command needs has been asked on a screen before.</summary>
/// <param name="secret">What the screen has asked for.</param>
internal sealed class ManagerTerminal(Secret? secret) : ITerminal
{
    /// <inheritdoc/>
    public bool CanAsk => false;

    /// <inheritdoc/>
    public bool HasColours => false;

    /// <inheritdoc/>
    // Nothing of the environment that the Manager was started in: what runs is what was shown.
    public string? Variable(string name) => name == secret?.Variable ? secret.Value : null;

    /// <inheritdoc/>
    public string ReadInput() => "";

    /// <inheritdoc/>
    public string? Ask(string question) => null;

    /// <inheritdoc/>
    public string? AskSecretly(string question) => null;
}
