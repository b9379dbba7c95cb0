using System.Runtime.Versioning;
using Octopus.Services.Native;
using Octopus.Services.Protection;

namespace Octopus.Services;

/// <summary>
/// A service without its failure actions, which come back as they were, of whatever kind: what the manager told is given back to it
/// untouched. The message, the command and whether an error counts as a failure stay where they are all the time.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class RecoveryHold : IDisposable
{
    private readonly SafeServiceHandle service;
    private readonly string name;
    private readonly FailureAction[] actions = [];
    private readonly uint resetPeriod;

    /// <summary>Takes the actions away, and owns the handle.</summary>
    public RecoveryHold(SafeServiceHandle service, string name)
    {
        (this.service, this.name) = (service, name);
        try
        {
            (actions, resetPeriod) = ServiceDetails.ReadFailureActions(service);
            if (actions.Length > 0)
                ServiceDetails.SetFailureActions(service, name, [], 0);
        }
        catch (ServiceException)
        {
            service.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ServiceException">They could not be given back.</exception>
    public void Dispose()
    {
        using (service)
        {
            if (actions.Length == 0)
                return;
            // Who wants the machine to be restarted must be allowed to do that himself.
            using var privileges = Privileges.OverPower();
            ServiceDetails.SetFailureActions(service, name, actions, resetPeriod);
        }
    }
}
