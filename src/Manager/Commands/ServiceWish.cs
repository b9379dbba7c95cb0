namespace Octopus.Manager.Commands;

/// <summary>What a person wants the service of an instance to be. What is <see langword="null"/> stays as it is.</summary>
public sealed record ServiceWish
{
    /// <summary>The account, as <c>service --username</c> takes it.</summary>
    public string? Account { get; init; }

    /// <summary>Its password; only where the account has one that somebody must give.</summary>
    public string? Password { get; init; }

    /// <summary>When it starts, as <c>service --start-type</c> takes it.</summary>
    public string? StartType { get; init; }

    /// <summary>The services that must run before it.</summary>
    public IReadOnlyList<string>? DependsOn { get; init; }

    /// <summary>Whether Windows is not to start it again when it fails.</summary>
    public bool NoRecovery { get; init; }

    /// <summary>Whether it starts, or starts again, afterwards.</summary>
    public bool Starts { get; init; }
}
