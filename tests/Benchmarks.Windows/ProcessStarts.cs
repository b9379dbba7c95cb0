namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>
/// No interruption, but what starting processes alone costs this machine: the same services, all asked for without waiting for one,
/// until the last runs. Nobody can be quicker.
/// </summary>
internal sealed class ProcessStarts : IWay
{
    public (TimeSpan Start, TimeSpan Stop) Behaviour => Behaviours.Measured;

    public void Prepare(string executable)
    {
    }

    public async Task<Round> Interrupt(Fleet fleet)
    {
        await fleet.Stop();
        var services = fleet.Services;
        var began = TimeProvider.System.GetTimestamp();
        await fleet.Start(services);
        var elapsed = TimeProvider.System.GetElapsedTime(began);
        fleet.Stamps.Read(fleet.Instances);
        return new(fleet.Instances.Count, elapsed.TotalMilliseconds, []);
    }

    public void Remove(string executable)
    {
    }
}
