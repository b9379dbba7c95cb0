#if NET
namespace Octopus.Lifecycle.Health;

/// <summary>.NET's own constructor, under the name that the package for netstandard2.0 gives it.</summary>
internal static class TimeProviderCancellation
{
    public static CancellationTokenSource CreateCancellationTokenSource(this TimeProvider time, TimeSpan delay) => new(delay, time);
}
#endif
