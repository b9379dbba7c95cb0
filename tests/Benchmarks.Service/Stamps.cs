using System.Globalization;

namespace Octopus.Tests.Benchmarks.Service;

/// <summary>When what happened, as the service itself saw it: who measures by these trusts nobody who is measured.</summary>
internal sealed class Stamps(string folder, string instance)
{
    public void Stopping() => Write("stopping");

    public void Running() => Write("running");

    private void Write(string what) => File.WriteAllText(
        Path.Combine(folder, $"{instance}.{what}"), TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
}
