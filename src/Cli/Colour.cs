namespace Octopus.Cli;

/// <summary>The colours of answers on a terminal. Nothing is told by a colour alone.</summary>
internal enum Colour
{
    /// <summary>The terminal's own.</summary>
    None = 0,
    /// <summary>Something is wrong.</summary>
    Red = 31,
    /// <summary>All is well.</summary>
    Green = 32,
    /// <summary>Worth a look.</summary>
    Yellow = 33,
}
