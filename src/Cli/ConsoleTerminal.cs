using System.Runtime.Versioning;
using System.Text;
using Octopus.Services;

namespace Octopus.Cli;

/// <summary>The console of this process.</summary>
[SupportedOSPlatform("windows")]
public sealed class ConsoleTerminal : ITerminal
{
    /// <inheritdoc/>
    public bool CanAsk { get; } = Environment.UserInteractive && !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <inheritdoc/>
    // https://no-color.org: whatever its value, unless it is empty.
    public bool HasColours { get; } = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && ConsoleColours.TryEnable();

    /// <inheritdoc/>
    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <inheritdoc/>
    public string ReadInput() => StandardStreams.ReadInput();

    /// <inheritdoc/>
    public string? Ask(string question)
    {
        StandardStreams.Error.Write($"{question} ");
        return Console.In.ReadLine();
    }

    /// <inheritdoc/>
    public string? AskSecretly(string question)
    {
        StandardStreams.Error.Write($"{question} ");
        var typed = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key)
            {
                case { Key: ConsoleKey.Enter }:
                    StandardStreams.Error.WriteLine();
                    return typed.ToString();
                case { Key: ConsoleKey.Backspace }:
                    typed.Length = Math.Max(0, typed.Length - 1);
                    break;
                case { KeyChar: '\u0003' }:
                    throw new OperationCanceledException();
                case { KeyChar: >= ' ' and var letter }:
                    typed.Append(letter);
                    break;
            }
        }
    }
}
