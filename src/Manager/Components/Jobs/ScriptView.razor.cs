using Microsoft.AspNetCore.Components;
using Octopus.Cli;
using Octopus.Cli.Scripts;
using Octopus.Manager.Commands;
using Octopus.Manager.Components.Parts;

namespace Octopus.Manager.Components.Jobs;

/// <summary>The command lines of a job, for either shell. Secrets are masked until the person wants to see them.</summary>
public sealed partial class ScriptView
{
    private static readonly TabItem[] Shells = [new(nameof(Shell.Cmd), "Command Prompt"), new(nameof(Shell.PowerShell), "PowerShell")];

    private readonly string _id = $"script-{Guid.NewGuid():N}";
    private readonly bool _open = true;
    private string _shell = nameof(Shell.Cmd);
    private bool _revealed;

    /// <summary>The commands.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ManagerCommand> Commands { get; set; }

    /// <summary>Whether they have begun.</summary>
    [Parameter]
    public bool Ran { get; set; }

    [Inject]
    private CommandHost Host { get; set; } = null!;

    private string Text
    {
        get
        {
            try
            {
                return new ScriptText(Host.Executable).Write(Commands, Enum.Parse<Shell>(_shell), _revealed);
            }
            catch (CommandException unwritable)
            {
                // A name or a secret that no line of this shell can hold. What runs needs no line.
                return unwritable.Message;
            }
        }
    }
}
