using Octopus.Manager.Commands;
using Octopus.Services;

namespace Octopus.Manager.Components.Parts;

/// <summary>The account that a person chooses for a service.</summary>
public sealed class AccountChoice
{
    /// <summary>What kind it is.</summary>
    public ServiceAccountKind Kind { get; set; } = ServiceAccountKind.LocalSystem;

    /// <summary>Its name, where it has one of its own.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its password, where somebody must give it.</summary>
    public string Password { get; set; } = "";

    /// <summary>Whether a name must be typed.</summary>
    public bool HasName => Kind is ServiceAccountKind.User or ServiceAccountKind.Managed;

    /// <summary>The account as a command takes it.</summary>
    public string Account => Kind switch
    {
        ServiceAccountKind.Virtual => "virtual",
        ServiceAccountKind.User or ServiceAccountKind.Managed => Name.Trim(),
        _ => Kind.ToString(),
    };

    /// <summary>What is wrong with it; <see langword="null"/> when nothing is.</summary>
    public string? Problem => !HasName ? null
        : Account.Length == 0 ? "Name the account."
        : InstanceRules.AccountProblem(Account) is { } illegal ? illegal
        : ServiceAccount.Parse(Account).Kind == Kind ? null
        : Kind == ServiceAccountKind.Managed ? "The name of a managed account ends in a dollar sign: DOMAIN\\name$." : $"'{Account}' is an account without a password. Choose it above.";

    /// <summary>What is wrong with the password.</summary>
    public string? PasswordProblem => Kind == ServiceAccountKind.User && Password.Length == 0 ? "Windows needs the password of this account to log it on." : null;

    /// <summary>The account of a service that is there.</summary>
    /// <param name="account">Its name.</param>
    public static AccountChoice Of(ServiceAccount account) =>
        new() { Kind = account.Kind, Name = account.Kind is ServiceAccountKind.User or ServiceAccountKind.Managed ? account.Name : "" };
}
