using Octopus.Lifecycle;

namespace Octopus.Tests.Benchmarks;

/// <summary>Our engine, as the custom actions call it.</summary>
internal sealed class AllAtOnce(LifecycleEngine engine) : IWay
{
    public async Task Stop(IReadOnlyList<InstanceState> instances, CancellationToken cancellation) =>
        Check(await engine.Stop(instances, Timeouts.Stop, _ => { }, cancellation));

    public async Task Start(IReadOnlyList<InstanceState> instances, CancellationToken cancellation) =>
        Check(await engine.Start(instances, Timeouts.Start, null, _ => { }, cancellation));

    private static void Check(IReadOnlyList<InstanceOutcome> outcomes)
    {
        if (outcomes.FirstOrDefault(outcome => outcome.Result != StepResult.Done) is { } other)
            throw new InvalidOperationException($"Not measured. {other}");
    }
}
