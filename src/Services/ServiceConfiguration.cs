namespace Octopus.Services;

/// <summary>What a service is, as the service control manager stores it. It never tells a password.</summary>
/// <param name="DisplayName">The name people see.</param>
/// <param name="Description">What it is for; empty when it does not say.</param>
/// <param name="ImagePath">The command line, untouched.</param>
/// <param name="StartType">When it starts.</param>
/// <param name="Account">The account it runs as.</param>
/// <param name="DependsOn">The services that must run before it.</param>
/// <param name="Recovery">How Windows starts it again when it fails; <see langword="null"/> when it does not, or does something else too.</param>
public sealed record ServiceConfiguration(
    string DisplayName,
    string Description,
    string ImagePath,
    StartType StartType,
    ServiceAccount Account,
    IReadOnlyList<string> DependsOn,
    ServiceRecovery? Recovery);
