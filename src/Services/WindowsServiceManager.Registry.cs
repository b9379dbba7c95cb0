using System.Runtime.InteropServices;
using Octopus.Services.Native;

namespace Octopus.Services;

// What services there are, and what each is.
public sealed unsafe partial class WindowsServiceManager
{
    /// <inheritdoc/>
    public void Create(ServiceDefinition definition)
    {
        var name = definition.Name;
        var manager = ServiceManagerConnection.Require(name, "created");
        fixed (char* dependencies = DoubleTerminated(definition.DependsOn))
        {
            // Failure actions that start it need the right to start it.
            const uint access = Advapi32.ServiceChangeConfig | Advapi32.ServiceQueryConfig | Advapi32.ServiceStart | Advapi32.Delete;
            using var service = Advapi32.CreateServiceW(
                manager, name, definition.DisplayName, access, Advapi32.Win32OwnProcess,
                StartTypes.ToNative(definition.StartType), Advapi32.ErrorControlNormal, definition.ImagePath,
                null, IntPtr.Zero, dependencies, NameOf(definition.Account), definition.Account.Kind == ServiceAccountKind.LocalSystem ? null : PasswordOf(definition.Account, definition.Password));
            if (service.IsInvalid)
                throw ServiceErrors.Create(name, $"created as {definition.Account}", Marshal.GetLastWin32Error());

            try
            {
                ServiceDetails.SetDescription(service, name, definition.Description);
                ServiceDetails.SetDelayed(service, name, definition.StartType, "created with a delayed start");
                if (definition.Recovery is { } recovery)
                    ServiceDetails.SetRecovery(service, name, recovery);
                ServiceClaim.Make(name);
            }
            catch (ServiceException)
            {
                // All or nothing: no half-made service is left behind. The first failure is the one to report.
                Advapi32.DeleteService(service);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public ServiceConfiguration ReadConfiguration(string name)
    {
        using var service = OpenService(name, Advapi32.ServiceQueryConfig, "queried");
        return ServiceDetails.Read(service, name);
    }

    /// <inheritdoc/>
    public void Reconfigure(string name, ServiceChange change)
    {
        const string attempt = "reconfigured";
        using var service = OpenService(name, Advapi32.ServiceChangeConfig | Advapi32.ServiceQueryConfig | Advapi32.ServiceStart, attempt);
        fixed (char* dependencies = change.DependsOn is { } needed ? DoubleTerminated(needed) ?? "\0" : null)
        {
            if (!Advapi32.ChangeServiceConfigW(
                    service, Advapi32.NoChange, change.StartType is { } startType ? StartTypes.ToNative(startType) : Advapi32.NoChange, Advapi32.NoChange,
                    change.ImagePath, null, IntPtr.Zero, dependencies, change.Account?.Name, PasswordOf(change.Account, change.Password), change.DisplayName))
                throw ServiceErrors.Create(name, change.Account is { } account ? $"{attempt} to run as {account}" : attempt, Marshal.GetLastWin32Error());
        }

        if (change.Description is { } description)
            ServiceDetails.SetDescription(service, name, description);
        if (change.StartType is { } type)
            ServiceDetails.SetDelayed(service, name, type, attempt);
        if (change.Recovery is { } recovery)
            ServiceDetails.SetRecovery(service, name, recovery);
    }

    /// <inheritdoc/>
    public IDisposable HoldRecovery(string name) =>
        new RecoveryHold(OpenService(name, Advapi32.ServiceChangeConfig | Advapi32.ServiceQueryConfig | Advapi32.ServiceStart, "kept from its failure actions"), name);

    /// <inheritdoc/>
    public void Delete(string name)
    {
        using var service = OpenService(name, Advapi32.Delete, "deleted");
        if (!Advapi32.DeleteService(service))
            throw ServiceErrors.Create(name, "deleted", Marshal.GetLastWin32Error());
    }

    /// <inheritdoc/>
    public bool IsClaimed(string name) => ServiceClaim.Exists(name);

    /// <inheritdoc/>
    public void Claim(string name) => ServiceClaim.Make(name);

    // CreateService makes LocalSystem of nothing, and so does every Windows and Wine.
    private static string? NameOf(ServiceAccount account) => account.Kind == ServiceAccountKind.LocalSystem ? null : account.Name;

    // An empty one for accounts that have none, so that Windows does not keep that of the account before; no text at all for those
    // whose password Windows or the domain looks after.
    // https://learn.microsoft.com/windows/win32/api/winsvc/nf-winsvc-changeserviceconfigw
    private static string? PasswordOf(ServiceAccount? account, ServicePassword? password) => password?.Text ?? account?.Kind switch
    {
        null or ServiceAccountKind.Virtual or ServiceAccountKind.Managed => null,
        _ => "",
    };

    private static string? DoubleTerminated(IReadOnlyList<string> names) =>
        names.Count == 0 ? null : string.Join("\0", names) + "\0";
}
