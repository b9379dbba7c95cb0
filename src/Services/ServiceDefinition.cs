namespace Octopus.Services;

/// <summary>A service to be registered. It runs in a process of its own.</summary>
/// <param name="Name">The key name.</param>
/// <param name="DisplayName">The name people see.</param>
/// <param name="Description">What it is for, in one sentence.</param>
/// <param name="ImagePath">The command line, quoted where it needs to be.</param>
/// <param name="StartType">When it starts.</param>
public sealed record ServiceDefinition(
    string Name,
    string DisplayName,
    string Description,
    string ImagePath,
    StartType StartType = StartType.Automatic)
{
    /// <summary>The services that must run before it, by name.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The account it runs as. Default: LocalSystem.</summary>
    public ServiceAccount Account { get; init; } = ServiceAccount.LocalSystem;

    /// <summary>The password of the account, when it needs one.</summary>
    public ServicePassword? Password { get; init; }

    /// <summary>What Windows does when it fails. Default: nothing.</summary>
    public ServiceRecovery? Recovery { get; init; }
}
