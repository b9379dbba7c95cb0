namespace Octopus.Services;

/// <summary>What is to change about a service. What is <see langword="null"/> stays as it is.</summary>
public sealed record ServiceChange
{
    /// <summary>The command line it runs.</summary>
    public string? ImagePath { get; init; }

    /// <summary>The name people see.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>When it starts.</summary>
    public StartType? StartType { get; init; }

    /// <summary>The account it runs as.</summary>
    public ServiceAccount? Account { get; init; }

    /// <summary>The password of the account, when it needs one.</summary>
    public ServicePassword? Password { get; init; }

    /// <summary>The services that must run before it; empty for none.</summary>
    public IReadOnlyList<string>? DependsOn { get; init; }

    /// <summary>What Windows does when it fails.</summary>
    public ServiceRecovery? Recovery { get; init; }
}
