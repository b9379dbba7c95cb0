namespace Octopus.Tests.Benchmarks.Lanes;

/// <summary>A way to interrupt services for an upgrade. Whatever does not end as asked is an error: its time would mean nothing.</summary>
internal interface IWay
{
    /// <summary>How long the services take to start and to stop.</summary>
    (TimeSpan Start, TimeSpan Stop) Behaviour { get; }

    /// <summary>Puts on the machine what must be there before the first service is.</summary>
    void Prepare(string executable);

    /// <summary>Interrupts the services, which run before and run afterwards.</summary>
    Task<Round> Interrupt(Fleet fleet);

    /// <summary>Takes away what <see cref="Prepare"/> has put there; the services are gone.</summary>
    void Remove(string executable);
}
