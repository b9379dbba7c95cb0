using System.Runtime.Versioning;
using System.Text.Json;
using Octopus.Tests.Benchmarks.Downtime;

[assembly: SupportedOSPlatform("windows")]

const string Welcome = "E2E_ENABLED";
if (Environment.GetEnvironmentVariable(Welcome) != "true" || !Environment.IsPrivilegedProcess)
{
    await Console.Error.WriteLineAsync($"The benchmark installs packages and services on this machine and removes them again. Elevated: {Environment.IsPrivilegedProcess}. To accept that, set {Welcome} to true.");
    return 1;
}

var lane = LaneOptions.Parse(args);
IWay way = lane.Way switch
{
    "ours" => new Upgrade(lane),
    "rows" => new ServiceControlRows(lane),
    "upgrader" => new VendorUpgrader(),
    "processes" => new ProcessStarts(),
    _ => throw new ArgumentException($"There is no way '{lane.Way}'."),
};
await File.WriteAllTextAsync(lane.Output, JsonSerializer.Serialize(await Lane.Run(lane, way)));
return 0;
