using Octopus.Lifecycle;

namespace Octopus.Tests.Benchmarks;

/// <summary>A way to stop and start services. Whatever does not end as asked is an error: its time would mean nothing.</summary>
internal interface IWay
{
    Task Stop(IReadOnlyList<InstanceState> instances, CancellationToken cancellation);

    Task Start(IReadOnlyList<InstanceState> instances, CancellationToken cancellation);
}
