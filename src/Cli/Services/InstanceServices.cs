using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;

namespace Octopus.Cli.Services;

/// <summary>
/// The services of this executable's instances, as they are when this is made. A service belongs to an instance when it runs this
/// executable, whatever it is called; one that only has the name is a stranger's and is never touched.
/// </summary>
internal sealed class InstanceServices
{
    private readonly CommandHost _host;
    private readonly DiscoveredServices _found;
    private readonly Dictionary<string, InstanceState> _byService;
    private readonly ILookup<string, InstanceState> _byInstance;

    public InstanceServices(CommandHost host)
    {
        _host = host;
        _found = new InstanceDiscovery(host.Services, host.ExecutableFiles).Discover([host.Executable]);
        _byService = _found.Ours.ToDictionary(service => service.Service, StringComparer.OrdinalIgnoreCase);
        _byInstance = _found.Ours.ToLookup(service => service.Instance, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// The service of an instance, or <see langword="null"/> when it has none: one that runs it, and of several the one that has its
    /// name; where none runs it, the one that has its name.
    /// </summary>
    public InstanceState? Of(string instance)
    {
        var named = _byService.GetValueOrDefault(_host.Application.ServiceName(instance));
        return named is not null && named.Instance.Equals(instance, StringComparison.OrdinalIgnoreCase)
            ? named
            : _byInstance[instance].FirstOrDefault() ?? Same(instance) ?? named;
    }

    /// <summary>The services that are none of these instances'.</summary>
    public IEnumerable<InstanceState> Without(IEnumerable<InstanceRecord> instances) =>
        _found.Ours.Except(instances.Select(record => Of(record.Name)).OfType<InstanceState>());

    /// <summary>What is wrong when a stranger has the name of an instance's service; <see langword="null"/> when none has.</summary>
    public string? StrangerInPlaceOf(string instance)
    {
        if (_found.Strangers.FirstOrDefault(service => IsNamedFor(service.Name, instance)) is not { } stranger)
            return null;
        var runs = stranger.IsHidden
            ? "something that your account may not see"
            : ImagePath.Parse(stranger.ImagePath, _host.ExecutableFiles.Exists).Executable;
        return $"The service '{stranger.Name}' runs {runs} and not {_host.Executable}, so it does not belong to instance '{instance}' and is left alone. "
            + "Create an instance of another name, or remove that service if nobody needs it.";
    }

    // Its name typed otherwise, where that is no instance of its own.
    private InstanceState? Same(string instance) =>
        InstanceName.Find(_found.Ours, service => service.Instance, instance) is { } same && _host.Store.Read().Find(same.Instance)?.Name.Equals(instance, StringComparison.OrdinalIgnoreCase) == true
            ? same
            : null;

    private bool IsNamedFor(string service, string instance) =>
        service.Equals(_host.Application.ServiceName(instance), StringComparison.OrdinalIgnoreCase);
}
