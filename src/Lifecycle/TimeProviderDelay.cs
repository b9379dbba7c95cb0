#if NET
namespace Octopus.Lifecycle;

/// <summary>.NET's own overload, under the name that the package for netstandard2.0 gives it.</summary>
internal static class TimeProviderDelay
{
    public static Task Delay(this TimeProvider time, TimeSpan delay, CancellationToken cancellation) =>
        Task.Delay(delay, time, cancellation);
}
#endif
