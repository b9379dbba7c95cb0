namespace Octopus.Cli.Scripts;

/// <summary>Who runs a script.</summary>
public enum Shell
{
    /// <summary>The Windows command prompt, from a <c>.cmd</c> file.</summary>
    Cmd,
    /// <summary>PowerShell, Windows' own and the newer one.</summary>
    PowerShell,
}
