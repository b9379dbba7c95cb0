using System.Runtime.Versioning;
using Octopus.Tests.Benchmarks;
using Octopus.Tests.Support;

[assembly: SupportedOSPlatform("windows")]

if (args is [ServiceProgram.Option, var behaviour])
    return ServiceProgram.Run(ServiceBehaviour.Parse(behaviour));

const string Welcome = "E2E_ENABLED";
if (Environment.GetEnvironmentVariable(Welcome) != "true" || !Environment.IsPrivilegedProcess)
{
    await Console.Error.WriteLineAsync($"The benchmark puts services on this machine and removes them again. Elevated: {Environment.IsPrivilegedProcess}. To accept that, set {Welcome} to true.");
    return 1;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The services are removed first.
    pressed.Cancel = true;
    interrupted.Cancel();
};
try
{
    await Benchmark.Run(interrupted.Token);
    return 0;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("The benchmark was interrupted. Its services are removed.");
    return 1;
}
