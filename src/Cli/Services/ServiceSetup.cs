using Octopus.Cli.Plans;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.Cli.Services;

/// <summary>The steps that make an instance's service, or change what it is, with everything its account needs.</summary>
internal sealed class ServiceSetup(CommandHost host, InstanceRecord record, ServiceSettings settings)
{
    private string Name => record.Name;

    /// <summary>What the service of an instance says that it is for.</summary>
    public static string Description(CommandHost host, string instance) => $"Octopus {host.Application.Name} instance '{instance}'";

    /// <summary>Makes the service under its usual name.</summary>
    public IEnumerable<PlannedStep> Install()
    {
        var service = host.Application.ServiceName(Name);
        var account = settings.AccountOf(service) ?? ServiceAccount.LocalSystem;
        var install = PlannedStep.Of(Name, $"Install the service '{service}' to run as {account}", () =>
        {
            host.Services.Create(new(service, service, Description(host, Name), Application.ServiceCommandLine(host.Executable, Name), settings.StartType ?? StartType.Automatic)
            {
                Account = account,
                Password = settings.Password,
                DependsOn = settings.DependsOn ?? [],
                Recovery = settings.Recovery ?? ServiceRecovery.Default,
            });
            return $"{Name}: service '{service}' installed";
        });
        return [.. LetLogOn(account), install, .. LetIn(account)];
    }

    /// <summary>Changes a service that is there: what was said, and its command line when it is not the instance's.</summary>
    public IEnumerable<PlannedStep> Reconfigure(InstanceState installed)
    {
        var service = installed.Service;
        var now = host.Services.ReadConfiguration(service);
        var account = settings.AccountOf(service);
        var change = new ServiceChange
        {
            ImagePath = CommandLine(installed),
            Description = Description(host, Name),
            StartType = settings.StartType,
            Account = account,
            Password = settings.Password,
            DependsOn = settings.DependsOn,
            Recovery = settings.Recovery,
        };
        var step = PlannedStep.Of(Name, $"Reconfigure the service '{service}'{(account is null ? "" : $" to run as {account}")}", () =>
        {
            host.Services.Reconfigure(service, change);
            // Whoever asks for that wants it to be this product's, whoever has made it.
            host.Services.Claim(service);
            return $"{Name}: service '{service}' reconfigured{(account is null || account == now.Account ? "" : $" to run as {account} and not as {now.Account}")}";
        });
        // The folders last: should the service refuse, they are still the old account's.
        return [.. LetLogOn(account ?? now.Account), step, .. LetIn(account ?? now.Account)];
    }

    // An administrator's own arguments stay; quotes around the executable are made good.
    private string CommandLine(InstanceState installed) => installed.Instance.Equals(Name, StringComparison.OrdinalIgnoreCase)
            && new ServiceArguments(ImagePath.Parse(installed.ImagePath, host.ExecutableFiles.Exists)).RunsAgent
        ? ImagePath.Repoint(installed.ImagePath, host.Executable, host.ExecutableFiles.Exists)
        : Application.ServiceCommandLine(host.Executable, Name);

    private IEnumerable<PlannedStep> LetLogOn(ServiceAccount account)
    {
        if (!account.NeedsLogonRight || HasLogonRight(account))
            yield break;
        yield return PlannedStep.Of(Name, $"Let {account} log on as a service", () =>
        {
            host.LogonRights.Grant(account);
            return $"{Name}: {account} may log on as a service";
        });
    }

    private IEnumerable<PlannedStep> LetIn(ServiceAccount account)
    {
        var protection = new InstanceProtection(host, record);
        if (protection.Kept.Count == 0)
            yield break;
        yield return new([new(Name, $"Keep {string.Join(" and ", protection.Kept)} to {(account.Kind == ServiceAccountKind.LocalSystem ? "administrators" : $"administrators and {account}")}")], (report, _) =>
        {
            protection.Apply(account);
            foreach (var left in protection.Left(account))
                report.Warn(left);
            return Task.CompletedTask;
        });
    }

    private bool HasLogonRight(ServiceAccount account)
    {
        try
        {
            return host.LogonRights.Has(account);
        }
        catch (ServiceException refused) when (refused.Error == ServiceError.AccessDenied)
        {
            // Only a plan is being looked at; who carries it out is an administrator.
            return false;
        }
    }
}
