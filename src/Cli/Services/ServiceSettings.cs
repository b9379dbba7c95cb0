using Octopus.Cli.Scripts;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Services;

/// <summary>What somebody wants of the services that are installed or reconfigured. What is not said is <see langword="null"/>.</summary>
/// <param name="UserName">The account, as typed.</param>
/// <param name="Password">Its password.</param>
/// <param name="StartType">When the service starts.</param>
/// <param name="DependsOn">The services that must run before it.</param>
/// <param name="Recovery">What Windows does when it fails; only <see cref="ServiceRecovery.None"/> can be said.</param>
internal sealed record ServiceSettings(
    string? UserName, ServicePassword? Password, StartType? StartType, IReadOnlyList<string>? DependsOn, ServiceRecovery? Recovery)
{
    /// <summary>In place of an account: each service its own, without a password.</summary>
    public const string OwnAccount = "virtual";

    /// <summary>Whether the account is that of a variable, which is for services that are made.</summary>
    public bool IsDefaultAccount { get; init; }

    /// <summary>The same for a service that is there: a variable that is simply set must not change its account.</summary>
    public ServiceSettings OfExisting => IsDefaultAccount ? this with { UserName = null, Password = null } : this;

    /// <summary>Whether something was said that only <c>--install</c> and <c>--reconfigure</c> can do.</summary>
    public bool IsSaid => UserName is not null || Password is not null || StartType is not null || DependsOn is not null || Recovery is not null;

    /// <summary>Whether the account that was named has a password that somebody must give.</summary>
    public bool NeedsPassword => UserName is not null && !IsOwnAccount && Parse().NeedsPassword;

    private bool IsOwnAccount => string.Equals(UserName, OwnAccount, StringComparison.OrdinalIgnoreCase);

    /// <summary>The account of one service; <see langword="null"/> when none was named.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.IllegalValue"/>: it is the name of none, or of another service's.</exception>
    public ServiceAccount? AccountOf(string service)
    {
        if (UserName is null)
            return null;
        if (IsOwnAccount)
            return ServiceAccount.Virtual(service);
        var account = Parse();
        return account.Kind != ServiceAccountKind.Virtual || account.Name.Equals(ServiceAccount.Virtual(service).Name, StringComparison.OrdinalIgnoreCase)
            ? account
            : throw new InstanceException(InstanceError.IllegalValue, $"'{account}' belongs to another service than '{service}'. Its own is meant by: --username {OwnAccount}.");
    }

    private ServiceAccount Parse()
    {
        try
        {
            return ServiceAccount.Parse(UserName!);
        }
        catch (FormatException illegal)
        {
            throw new InstanceException(
                InstanceError.IllegalValue,
                $"{illegal.Message} Name one as DOMAIN\\user, .\\user or user@domain, a managed one as DOMAIN\\name$, or LocalService, NetworkService, LocalSystem or {OwnAccount}.",
                illegal);
        }
    }

    /// <summary>Adds the options that say the same to a command line.</summary>
    public CommandText Script(CommandText command)
    {
        command.Option("--username", UserName).Secret("--password", Password is not null);
        command.Option("--start-type", StartType switch
        {
            null => null,
            Octopus.Services.StartType.AutomaticDelayed => "delayed",
            { } type => type.ToString().ToLowerInvariant(),
        });
        foreach (var needed in DependsOn ?? [])
            command.Option("--depend-on", needed);
        return command.Flag("--no-recovery", Recovery is not null);
    }
}
