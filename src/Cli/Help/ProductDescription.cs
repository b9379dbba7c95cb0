namespace Octopus.Cli.Help;

/// <summary>What the product is, for whoever asks it for help.</summary>
public static class ProductDescription
{
    /// <summary>The first lines of the help of <c>Tentacle.exe</c>: what the agent does, and what it does not.</summary>
    public const string Tentacle = """
        Octopus Tentacle, any number of instances on one machine: made, upgraded together, saved, watched and mended.
        The agent answers for its health. It runs no deployments yet and connects to no Octopus Server.
        Not made by Octopus Deploy, and not yet seen on Windows, only under Wine.
        """;
}
