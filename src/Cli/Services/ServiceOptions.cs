using System.CommandLine;
using Octopus.Cli.Secrets;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Services;

/// <summary>The options of <c>service</c> that say what a service is.</summary>
internal sealed class ServiceOptions(CommandHost host)
{
    private const string UserVariable = "OCTOPUS_SERVICE_USERNAME";
    private const string PasswordVariable = "OCTOPUS_SERVICE_PASSWORD";

    private readonly Option<string?> _user = new("--username", "--user")
    {
        HelpName = "ACCOUNT",
        Description = $"The account it runs as: DOMAIN\\user, .\\user, DOMAIN\\managed$, LocalService, NetworkService, LocalSystem, or {ServiceSettings.OwnAccount} for one of its own. Default: LocalSystem.",
    };

    private readonly SecretInput _password = new SecretInput(host, "the password of the service's account", "--password", PasswordVariable).AlsoPlain();

    private readonly Option<WantedStart> _startType = Options.OneOf<WantedStart>("--start-type", "When it starts");

    private readonly Option<string[]> _dependsOn = new("--depend-on", "--dependOn")
    {
        HelpName = "SERVICE",
        Description = "A service that must run before it, also several times.",
    };

    private readonly Option<bool> _noRecovery = new("--no-recovery") { Description = "Do not let Windows start it again when it fails. Default: after 1, 1 and then every 5 minutes." };

    public IEnumerable<Option> All => [_user, .. _password.Options, _startType, _dependsOn, _noRecovery];

    /// <summary>What was said. A person is asked for a password that the account needs, unless nothing is to be changed.</summary>
    public ServiceSettings Read(ParseResult parse, ServiceVerbs verbs, bool asks)
    {
        var said = parse.GetValue(_user);
        var user = said ?? (verbs.Install ? host.Terminal.Variable(UserVariable) : null);
        var needsPassword = new ServiceSettings(user, null, null, null, null).NeedsPassword;
        if (!needsPassword && _password.IsGiven(parse))
            throw new CommandException(ExitCode.Usage, $"{user ?? "No account was named, and LocalSystem"} has no password. Leave the password out, or name the account with --username.");
        var password = !needsPassword ? null : asks ? _password.Require(parse) : _password.Find(parse);
        var dependsOn = parse.GetResult(_dependsOn) is null ? null : parse.GetValue(_dependsOn)!.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var service in dependsOn ?? [])
        {
            if (host.Services.Look(service) is null)
                throw new InstanceException(InstanceError.IllegalValue, $"There is no service '{service}' to depend on. Write its name as 'sc query' shows it.");
        }

        return new(
            user,
            password is null ? null : new(password),
            parse.GetResult(_startType) is null ? null : StartTypeOf(parse.GetValue(_startType)),
            dependsOn,
            parse.GetValue(_noRecovery) ? ServiceRecovery.None : null)
        { IsDefaultAccount = said is null };
    }

    private static StartType StartTypeOf(WantedStart wanted) => wanted switch
    {
        WantedStart.Delayed => StartType.AutomaticDelayed,
        WantedStart.Manual => StartType.Manual,
        WantedStart.Disabled => StartType.Disabled,
        _ => StartType.Automatic,
    };

    /// <summary>The words of <c>--start-type</c>.</summary>
    private enum WantedStart
    {
        Automatic,
        Delayed,
        Manual,
        Disabled,
    }
}
